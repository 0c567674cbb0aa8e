/** Sentences for people who start the local KSeF, by stable code. */

export interface Text {
  pl: string;
  en: string;
}

interface Place {
  /** The folder, port, option or address in question. */
  what: string;
}

export const startMessages = {
  'option-invalid': ({ what }: Place): Text => ({
    pl: `Nieprawidłowa opcja uruchomienia: ${what}.`,
    en: `Invalid start option: ${what}.`,
  }),
  'data-folder-in-use': ({ what }: Place): Text => ({
    pl: `Z folderu danych ${what} korzysta już inny lokalny KSeF. Należy go zatrzymać albo wskazać inny folder.`,
    en: `Another local KSeF already uses the data folder ${what}. Stop it, or choose another folder.`,
  }),
  'data-folder-not-writable': ({ what }: Place): Text => ({
    pl: `Brak prawa zapisu w folderze danych ${what}. Należy zmienić prawa dostępu albo wskazać inny folder.`,
    en: `The data folder ${what} cannot be written to. Change its access rights, or choose another folder.`,
  }),
  'data-folder-not-a-folder': ({ what }: Place): Text => ({
    pl: `Wskazany folder danych ${what} nie jest folderem. Należy wskazać folder.`,
    en: `The data folder ${what} is not a folder. Choose a folder.`,
  }),
  'disk-full': ({ what }: Place): Text => ({
    pl: `Na dysku z folderem danych ${what} brakuje miejsca. Należy je zwolnić albo wskazać inny folder.`,
    en: `The disk of the data folder ${what} is full. Free some space, or choose another folder.`,
  }),
  'data-folder-failing': ({ what }: Place): Text => ({
    pl: `Zapis lub odczyt w folderze danych ${what} nie powiódł się. Należy sprawdzić dysk albo wskazać inny folder.`,
    en: `Reading or writing in the data folder ${what} failed. Check the disk, or choose another folder.`,
  }),
  'database-unreadable': ({ what }: Place): Text => ({
    pl: `Bazy danych w folderze ${what} nie można odczytać: plik jest uszkodzony albo nie pochodzi z lokalnego KSeF. Należy wskazać inny folder albo przywrócić kopię.`,
    en: `The database in the folder ${what} cannot be read: the file is damaged, or not of a local KSeF. Choose another folder, or restore a copy.`,
  }),
  'database-newer': ({ what }: Place): Text => ({
    pl: `Bazę danych w folderze ${what} utworzyła nowsza wersja lokalnego KSeF. Należy użyć nowszej wersji albo wskazać inny folder.`,
    en: `The database in the folder ${what} was made by a newer version of the local KSeF. Use the newer version, or choose another folder.`,
  }),
  'port-in-use': ({ what }: Place): Text => ({
    pl: `Port ${what} jest zajęty. Należy zatrzymać program, który z niego korzysta, albo wskazać inny port.`,
    en: `Port ${what} is taken. Stop the program that uses it, or choose another port.`,
  }),
  'port-not-allowed': ({ what }: Place): Text => ({
    pl: `Brak prawa do otwarcia portu ${what}. Należy wskazać port od 1024 wzwyż.`,
    en: `Opening port ${what} is not allowed. Choose a port of 1024 or above.`,
  }),
  'address-unavailable': ({ what }: Place): Text => ({
    pl: `Adresu ${what} nie ma na tym komputerze. Należy wskazać inny adres, na przykład localhost.`,
    en: `This machine has no address ${what}. Choose another one, such as localhost.`,
  }),
} satisfies Record<string, (place: Place) => Text>;

export type StartErrorCode = keyof typeof startMessages;
