"""Reads one terminal with pyzk, which is installed beside Rollcall, and prints what it found as JSON."""

import json
import sys

try:
    from zk import ZK
except ImportError:
    sys.exit(3)

wanted = json.load(sys.stdin)
terminal = ZK(
    "127.0.0.1",
    port=wanted["port"],
    timeout=10,
    password=wanted["commKey"],
    force_udp=wanted["udp"],
    ommit_ping=True,
)
session = terminal.connect()
try:
    session.disable_device()
    users = session.get_users()
    attendance = session.get_attendance()
    found = {
        "serial": session.get_serialnumber(),
        "version": session.get_firmware_version(),
        "time": session.get_time().strftime("%Y-%m-%d %H:%M:%S"),
        "pinWidth": session.get_pin_width(),
        "voice": session.test_voice(0),
        "counted": {"users": session.users, "records": session.records},
        "users": [[user.user_id, user.name, user.privilege, user.card] for user in users],
        "attendance": [
            [record.user_id, record.timestamp.strftime("%Y-%m-%d %H:%M:%S"), record.punch, record.status]
            for record in attendance
        ],
    }
    session.enable_device()
finally:
    session.disconnect()
json.dump(found, sys.stdout)
