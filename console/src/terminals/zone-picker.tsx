/** A field for the zone in which a terminal's clock is set. @module */

import { useMemo } from 'react';
import { ComboBox } from '../ui/combo-box.tsx';

/** A field for a zone; null: that of the organisation. */
export interface ZonePickerProps {
  label: string;
  description?: string | undefined;
  placeholder?: string | undefined;
  value: string | null;
  onChange: (zone: string | null) => void;
}

/** Zones are named after places, as the IANA names them: people search them by the place. */
export function ZonePicker(props: ZonePickerProps) {
  const items = useMemo(
    () => Intl.supportedValuesOf('timeZone').map((zone) => ({ id: zone, label: zone.replaceAll('_', ' ') })),
    [],
  );
  return <ComboBox {...props} items={items} />;
}
