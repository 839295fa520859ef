@rem npm's scripts say exec, so that no shell stands between npm and the program and swallows signals. Windows has no exec.
@%*
