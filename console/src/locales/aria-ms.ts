/**
 * The words of React Aria in Malay, which it does not have itself: put where it looks for the words of a page, before the first
 * drawing. A test compares the keys with those of its English words.
 * @module
 */

/** A word, or what makes it of values. Malay has no plural of its own, so that numbers are written as they are. */
type AriaText = string | ((values: Readonly<Record<string, string | number | boolean>>) => string);

/** The words of all packages by name and key. */
export const ariaMalay = {
  'react-aria-components': {
    selectPlaceholder: 'Pilih satu',
    tableResizer: 'Pengubah saiz',
    dropzoneLabel: 'Kawasan lepas',
    colorSwatchPicker: 'Contoh warna',
  },
  '@react-aria/autocomplete': { collectionLabel: 'Cadangan' },
  '@react-aria/breadcrumbs': { breadcrumbs: 'Laluan' },
  '@react-aria/calendar': {
    previous: 'Sebelumnya',
    next: 'Seterusnya',
    selectedDateDescription: ({ date }) => `Tarikh dipilih: ${date}`,
    selectedRangeDescription: ({ dateRange }) => `Julat dipilih: ${dateRange}`,
    todayDate: ({ date }) => `Hari ini, ${date}`,
    todayDateSelected: ({ date }) => `Hari ini, ${date} dipilih`,
    dateSelected: ({ date }) => `${date} dipilih`,
    startRangeSelectionPrompt: 'Klik untuk mula memilih julat tarikh',
    finishRangeSelectionPrompt: 'Klik untuk tamat memilih julat tarikh',
    minimumDate: 'Tarikh pertama yang ada',
    maximumDate: 'Tarikh terakhir yang ada',
    dateRange: ({ startDate, endDate }) => `${startDate} hingga ${endDate}`,
  },
  '@react-aria/combobox': {
    focusAnnouncement: ({ isGroupChange, groupTitle, groupCount, optionText, isSelected }) =>
      `${isGroupChange ? `Masuk kumpulan ${groupTitle}, dengan ${groupCount} pilihan. ` : ''}${optionText}${isSelected ? ', dipilih' : ''}`,
    countAnnouncement: ({ optionCount }) => `${optionCount} pilihan ada.`,
    selectedAnnouncement: ({ optionText }) => `${optionText}, dipilih`,
    buttonLabel: 'Tunjuk cadangan',
    listboxLabel: 'Cadangan',
  },
  '@react-aria/datepicker': {
    era: 'era',
    year: 'tahun',
    month: 'bulan',
    day: 'hari',
    hour: 'jam',
    minute: 'minit',
    second: 'saat',
    dayPeriod: 'PG/PTG',
    calendar: 'Kalendar',
    startDate: 'Tarikh mula',
    endDate: 'Tarikh tamat',
    weekday: 'hari dalam minggu',
    timeZoneName: 'zon waktu',
    selectedDateDescription: ({ date }) => `Tarikh dipilih: ${date}`,
    selectedRangeDescription: ({ startDate, endDate }) => `Julat dipilih: ${startDate} hingga ${endDate}`,
    selectedTimeDescription: ({ time }) => `Masa dipilih: ${time}`,
  },
  '@react-aria/dnd': {
    dragItem: ({ itemText }) => `Seret ${itemText}`,
    dragSelectedItems: ({ count }) => `Seret ${count} item yang dipilih`,
    dragDescriptionKeyboard: 'Tekan Enter untuk mula menyeret.',
    dragDescriptionKeyboardAlt: 'Tekan Alt + Enter untuk mula menyeret.',
    dragDescriptionTouch: 'Ketik dua kali untuk mula menyeret.',
    dragDescriptionVirtual: 'Klik untuk mula menyeret.',
    dragDescriptionLongPress: 'Tekan lama untuk mula menyeret.',
    dragSelectedKeyboard: ({ count }) => `Tekan Enter untuk menyeret ${count} item yang dipilih.`,
    dragSelectedKeyboardAlt: ({ count }) => `Tekan Alt + Enter untuk menyeret ${count} item yang dipilih.`,
    dragSelectedLongPress: ({ count }) => `Tekan lama untuk menyeret ${count} item yang dipilih.`,
    dragStartedKeyboard:
      'Seretan bermula. Tekan Tab untuk pergi ke tempat lepas, kemudian tekan Enter untuk melepas, atau Escape untuk batal.',
    dragStartedTouch: 'Seretan bermula. Pergi ke tempat lepas, kemudian ketik dua kali untuk melepas.',
    dragStartedVirtual:
      'Seretan bermula. Pergi ke tempat lepas, kemudian klik atau tekan Enter untuk melepas.',
    endDragKeyboard: 'Sedang menyeret. Tekan Enter untuk batal.',
    endDragTouch: 'Sedang menyeret. Ketik dua kali untuk batal.',
    endDragVirtual: 'Sedang menyeret. Klik untuk batal.',
    dropDescriptionKeyboard: 'Tekan Enter untuk melepas. Tekan Escape untuk batal.',
    dropDescriptionTouch: 'Ketik dua kali untuk melepas.',
    dropDescriptionVirtual: 'Klik untuk melepas.',
    dropCanceled: 'Seretan dibatalkan.',
    dropComplete: 'Sudah dilepas.',
    dropIndicator: 'penunjuk tempat lepas',
    dropOnRoot: 'Lepas pada',
    dropOnItem: ({ itemText }) => `Lepas pada ${itemText}`,
    insertBefore: ({ itemText }) => `Sisip sebelum ${itemText}`,
    insertBetween: ({ beforeItemText, afterItemText }) =>
      `Sisip antara ${beforeItemText} dan ${afterItemText}`,
    insertAfter: ({ itemText }) => `Sisip selepas ${itemText}`,
  },
  '@react-aria/grid': {
    deselectedItem: ({ item }) => `${item} tidak dipilih.`,
    select: 'Pilih',
    selectedCount: ({ count }) => (count === 0 ? 'Tiada yang dipilih.' : `${count} dipilih.`),
    selectedAll: 'Semua dipilih.',
    selectedItem: ({ item }) => `${item} dipilih.`,
    longPressToSelect: 'Tekan lama untuk mula memilih.',
  },
  '@react-aria/menu': { longPressMessage: 'Tekan lama atau tekan Alt + Anak panah bawah untuk membuka menu' },
  '@react-aria/numberfield': {
    decrease: ({ fieldLabel }) => `Kurangkan ${fieldLabel}`,
    increase: ({ fieldLabel }) => `Tambah ${fieldLabel}`,
    numberField: 'Medan nombor',
  },
  '@react-aria/overlays': { dismiss: 'Tutup' },
  '@react-aria/previewtrigger': { longPressMessage: 'Tekan lama untuk membuka pratonton' },
  '@react-aria/searchfield': { 'Clear search': 'Kosongkan carian' },
  '@react-aria/spinbutton': { Empty: 'Kosong' },
  '@react-aria/steplist': { steplist: 'Senarai langkah' },
  '@react-aria/table': {
    select: 'Pilih',
    selectAll: 'Pilih semua',
    sortable: 'lajur boleh diisih',
    ascending: 'menaik',
    descending: 'menurun',
    ascendingSort: ({ columnName }) => `diisih ikut lajur ${columnName} secara menaik`,
    descendingSort: ({ columnName }) => `diisih ikut lajur ${columnName} secara menurun`,
    columnSize: ({ value }) => `${value} piksel`,
    resizerDescription: 'Tekan Enter untuk mula mengubah saiz',
    expand: 'Kembangkan',
    collapse: 'Kuncupkan',
  },
  '@react-aria/tag': { removeDescription: 'Tekan Delete untuk membuang tag.', removeButtonLabel: 'Buang' },
  '@react-aria/toast': { close: 'Tutup', notifications: ({ count }) => `${count} pemberitahuan.` },
  '@react-aria/tree': { expand: 'Kembangkan', collapse: 'Kuncupkan' },
  '@react-stately/datepicker': {
    rangeUnderflow: ({ minValue }) => `Nilai mestilah ${minValue} atau selepasnya.`,
    rangeOverflow: ({ maxValue }) => `Nilai mestilah ${maxValue} atau sebelumnya.`,
    rangeReversed: 'Tarikh mula mestilah sebelum tarikh tamat.',
    unavailableDate: 'Tarikh yang dipilih tidak ada.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, AriaText>>>>;

/** Some packages ask by another name than the folder of their words. */
const alsoNamed = {
  '@react-aria/link-preview': ariaMalay['@react-aria/previewtrigger'],
};

/** Lets React Aria speak Malay on this page. Before the first drawing, and once. */
export function speakMalay(): void {
  const page = window as unknown as Record<symbol, unknown>;
  page[Symbol.for('react-aria.i18n.locale')] = 'ms-MY';
  page[Symbol.for('react-aria.i18n.strings')] = { ...ariaMalay, ...alsoNamed };
}
