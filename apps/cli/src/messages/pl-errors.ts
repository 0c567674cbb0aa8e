/** Co się nie udało, co z tym zrobić i co znaczą odmowy KSeF: po polsku. */
import type { enErrors } from './en-errors.ts';

export const plErrors: Record<keyof typeof enErrors, string> = {
  'error.defect': 'Wystąpił błąd samego Kwita: {reason}',
  'remedy.defect': 'Należy go zgłosić razem z użytym poleceniem; KWIT_DEBUG=1 pokazuje szczegóły.',
  'error.output': 'standardowe wyjście',
  'remedy.output':
    'Należy zwolnić miejsce albo wskazać inne miejsce na wynik. Samo polecenie zostało wykonane, niepełny jest tylko jego wynik.',
  'error.invalid': 'Dane wejściowe są nieprawidłowe.',
  'error.interrupted': 'Przerwano.',
  'error.file-missing': 'Nie ma pliku {file}.',
  'remedy.file-missing': 'Należy sprawdzić nazwę i folder.',
  'error.file-name-encoding':
    'Nazwa pliku {file} nie jest zapisana w UTF-8, więc nie można go pod nią otworzyć.',
  'remedy.file-name-encoding': 'Należy zmienić nazwę pliku, na przykład na litery bez polskich znaków.',
  'error.file-denied': 'Brak dostępu do {file}.',
  'remedy.file-denied': 'Należy sprawdzić uprawnienia do pliku i jego folderu.',
  'error.file-is-folder': '{file} to folder, a potrzebny jest plik.',
  'remedy.file-is-folder': 'Należy wskazać pliki z tego folderu, na przykład {file}/*.xml.',
  'remedy.file-needed': 'Należy wskazać sam plik.',
  'error.file-not-regular': '{file} nie jest zwykłym plikiem.',
  'remedy.file-not-regular': 'Należy wskazać zwykły plik; standardowe wejście oznacza się jako „-”.',
  'error.file-exists': 'Plik {file} już istnieje i nie zostanie zastąpiony.',
  'remedy.file-exists': 'Należy wybrać inne miejsce (-o), przenieść plik albo użyć --overwrite.',
  'remedy.certificate-files-exist':
    'Należy wybrać inną nazwę (--name) lub inny folder (--out) albo przenieść plik.',
  'error.same-file': 'Wynik zastąpiłby plik, z którego powstaje: {file}.',
  'remedy.same-file': 'Należy wybrać inną nazwę dla wyniku.',
  'error.folder-missing': 'Nie ma folderu {folder}.',
  'remedy.folder-missing': 'Należy sprawdzić nazwę albo najpierw utworzyć folder.',
  'error.disk-full': 'Dysk jest pełny: nie udało się zapisać {file}.',
  'remedy.disk-full':
    'Należy zwolnić miejsce i uruchomić polecenie ponownie; nic nie zostało zapisane częściowo.',
  'error.disk-read-only': 'Dysk jest tylko do odczytu: nie udało się zapisać {file}.',
  'remedy.disk-read-only': 'Należy wybrać inny folder (--home, -o, --out) albo umożliwić w nim zapis.',
  'error.file-error': 'System odmówił dostępu do {file} ({reason}).',
  'remedy.file-error': 'Należy sprawdzić plik, jego folder i dysk.',
  'error.file-too-large': 'Plik {file} ma ponad {limit} MB, nie może więc być fakturą.',
  'remedy.file-too-large':
    'Faktura w KSeF ma najwyżej 1 MB (3 MB z załącznikami). Należy sprawdzić, czy to właściwy plik.',
  'error.credential-too-large': 'Plik {file} jest za duży na to, co powinien zawierać.',
  'remedy.credential-too-large': 'Należy sprawdzić, czy to właściwy plik.',
  'error.number-repeated':
    'Nie wysłano: inna faktura o numerze {number}, tego samego sprzedawcy i rodzaju, jest w pliku {first}.',
  'remedy.number-repeated':
    'KSeF przyjmie tylko jedną z nich: drugiej należy nadać inny numer albo ją pominąć.',
  'error.file-empty': 'Plik {file} jest pusty.',
  'remedy.file-empty': 'Należy sprawdzić, czy program, który go tworzy, zakończył zapis.',
  'error.file-kind-unknown': 'Plik {file} nie jest ani JSON-em, ani XML-em.',
  'remedy.file-kind-unknown':
    'Faktura to plik JSON (przykłady w folderze examples) albo XML w strukturze FA(3).',
  'error.json-expected': 'Plik {file} nie jest JSON-em.',
  'remedy.json-expected':
    'To polecenie tworzy XML z JSON-a; zawartość XML pokazuje {kwit} read, a sprawdza {kwit} validate.',
  'error.xml-expected': 'Plik {file} nie jest XML-em.',
  'remedy.xml-expected': 'To polecenie czyta XML; XML z JSON-a tworzy {kwit} build.',
  'error.nothing-to-check': 'Nie ma tam plików JSON ani XML.',
  'remedy.nothing-to-check': 'Należy wskazać pliki albo folder, w którym są faktury.',
  'error.home-not-folder': '{folder} nie jest folderem, a ma być folderem Kwita.',
  'error.home-unwritable': 'Nie udało się utworzyć folderu {folder} ({reason}).',
  'remedy.home-unwritable': 'Należy wskazać folder, w którym można zapisywać: --home albo KWIT_HOME.',
  'error.store-busy': 'Plik {file} jest zbyt długo zajęty przez inny proces.',
  'remedy.store-busy': 'Należy poczekać, aż zakończy się inne polecenie kwit, i spróbować ponownie.',
  'error.store-read-only': 'W pliku {file} nie można zapisywać.',
  'remedy.store-read-only': 'Należy umożliwić zapis w folderze i jego plikach albo wskazać inny: --home.',
  'error.store-damaged': 'Plik {file} jest uszkodzony albo nie jest bazą Kwita.',
  'remedy.store-damaged': 'Należy przywrócić go z kopii albo przenieść i zalogować się ponownie.',
  'error.store-unopenable': 'Nie można otworzyć pliku {file}.',
  'remedy.store-unopenable': 'Należy sprawdzić uprawnienia do folderu albo wskazać inny: --home.',
  'error.store-newer': 'Plik {file} zapisała nowsza wersja Kwita.',
  'remedy.store-newer': 'Należy użyć tamtej wersji albo innego folderu: --home.',
  'error.secret-missing': 'Nie można odczytać klucza do zapisanych poświadczeń ({where}).',
  'remedy.secret-missing':
    'Należy przywrócić plik, ustawić używane wcześniej KWIT_SECRET albo zalogować się ponownie: {kwit} login.',
  'error.secret-wrong': 'Zapisanych poświadczeń nie da się odszyfrować kluczem z {where}.',
  'remedy.secret-wrong':
    'Należy użyć KWIT_SECRET (lub pliku klucza) z chwili logowania albo zalogować się ponownie: {kwit} login.',
  'error.secret-empty': 'W pliku {file} nie ma hasła ani tokena.',
  'error.secret-not-repeated': 'Podane hasła są różne.',
  'error.key-password': 'Hasło do klucza prywatnego nie spełnia zasad: {reason}.',
  'remedy.key-password':
    'Od 15 do 32 znaków; co najmniej jedna wielka litera, jedna mała litera, jedna cyfra i jeden ze znaków !@#$%^&*()-_+=; bez innych znaków i bez polskich liter.',
  'password.short': 'krótsze niż 15 znaków',
  'password.long': 'dłuższe niż 32 znaki',
  'password.upper': 'brak wielkiej litery',
  'password.lower': 'brak małej litery',
  'password.digit': 'brak cyfry',
  'password.special': 'brak znaku specjalnego',
  'password.other': 'niedozwolony znak',
  'error.nip-format': '„{nip}” to nie NIP: potrzeba dziesięciu cyfr.',
  'error.nip-checksum': 'NIP {nip} jest błędny: nie zgadza się cyfra kontrolna.',
  'remedy.not-a-nip': 'To nie firma, lecz inny kontekst: --context {identifier}',
  'error.context-format': '„{identifier}” nie jest identyfikatorem kontekstu KSeF.',
  'remedy.context-format':
    'Kontekstem jest NIP (1111111111), identyfikator wewnętrzny jednostki (1111111111-00013), para NIP-VAT UE (1111111111-DE123456789) albo dostawca usług Peppol (PPL123456).',
  'error.internal-id-checksum':
    'Identyfikator wewnętrzny {identifier} jest błędny: nie zgadza się cyfra kontrolna (ostatnia).',
  'error.vat-ue-format':
    '„{identifier}”: po NIP-ie i kresce ma stać numer VAT UE; w kraju {country} tak nie wygląda żaden.',
  'remedy.nip': 'Należy porównać go z dokumentem, z którego pochodzi.',
  'error.token-format': 'To nie jest token KSeF.',
  'remedy.token-format':
    'Token KSeF ma trzy części oddzielone pionową kreską: NUMER-REFERENCYJNY|nip-NIP (albo internalId-IDENTYFIKATOR)|64 litery i cyfry. Należy wkleić go jeszcze raz w całości.',
  'error.token-other-nip': 'Token należy do {theirs}, a podano {asked}.',
  'remedy.token-other-nip': 'Należy pominąć --nip i --context albo użyć tokena tej firmy.',
  'error.token-lost':
    'Tokena nie udało się wypisać, a KSeF pokazuje go tylko raz; dlatego został unieważniony: {reference}.',
  'remedy.token-lost': 'Należy zwolnić miejsce tam, dokąd trafia wynik, i utworzyć token ponownie.',
  'error.token-lost-active':
    'Tokena {reference} nie udało się wypisać, a KSeF pokazuje go tylko raz. Nie udało się też go unieważnić ({reason}).',
  'remedy.token-lost-active': 'Należy go unieważnić: {kwit} token revoke {reference}',
  'error.not-connected': 'Nie zalogowano do KSeF.',
  'error.not-connected-as': 'Nie zalogowano do KSeF: {who}.',
  'error.none-current': 'Żadne z zapamiętanych połączeń nie jest bieżące.',
  'remedy.none-current':
    'Wymienia je {kwit} whoami --all; bieżące wybiera {kwit} switch --env ŚRODOWISKO --nip NIP (albo --context IDENTYFIKATOR).',
  'remedy.log-out-of-one':
    'Wymienia je {kwit} whoami --all; z jednego z nich wylogowuje {kwit} logout --env ŚRODOWISKO --nip NIP (albo --context IDENTYFIKATOR).',
  'remedy.not-connected-test':
    'Należy się zalogować: {kwit} login --env {env} {option} --self-signed (albo z --token lub --cert i --key).',
  'remedy.not-connected':
    'Należy się zalogować: {kwit} login --env {env} {option} --cert PLIK.crt --key PLIK.key (albo z --token).',
  'error.connection-ambiguous': 'Pasuje kilka połączeń.',
  'remedy.connection-ambiguous':
    'Należy podać --env i --nip (lub --context); połączenia wymienia {kwit} whoami --all.',
  'error.other-ksef':
    'Pod adresem {url} działa inny KSeF niż przy ostatnim logowaniu albo jego dane lub klucze są nowe. Na logowanie ({who}) odpowiedział: {reason}',
  'remedy.other-ksef':
    'Należy połączyć się od nowa: npm start dla firmy demonstracyjnej albo {kwit} login --env {env} {option} {way}',
  'remedy.credential-forgotten':
    'Wyzerowany lokalny KSeF nie zna dawnych poświadczeń; wtedy należy połączyć się na nowo: {kwit} login --env {env} {option} {way}',
  'error.self-signed-refused': 'Środowisko „{env}” nie przyjmuje certyfikatu podpisanego samodzielnie.',
  'remedy.self-signed-refused': 'Należy zalogować się certyfikatem (--cert, --key) albo tokenem (--token).',
  'error.self-signed-pair':
    'Certyfikat utworzony na miejscu nie ma uprawnień w kontekście {identifier}: dla pary NIP-VAT UE KSeF nadaje je odciskowi (fingerprint) określonego certyfikatu.',
  'remedy.self-signed-pair':
    'Należy zalogować się certyfikatem, którego odciskowi nadano uprawnienia: {kwit} login --env {env} {option} {way}. Nadaje je {kwit} permissions grant eu-administrator --request PLIK.',
  'error.certificate-expired': 'Certyfikat {file} stracił ważność {date}.',
  'error.certificate-not-of-ksef': 'KSeF nie wystawił certyfikatu {serial} zalogowanemu podmiotowi.',
  'remedy.certificate-not-of-ksef':
    'KSeF odnawia tylko własne certyfikaty: wymienia je {kwit} cert list, pierwszy daje {kwit} cert enroll.',
  'remedy.certificate-expired':
    'Należy wystąpić o nowy: w Aplikacji Podatnika albo poleceniem {kwit} cert enroll.',
  'error.certificate-not-yet': 'Certyfikat {file} jest ważny dopiero od {date}.',
  'remedy.certificate-not-yet':
    'Należy poczekać do tego dnia lub użyć innego; jeśli data jest właściwa, trzeba sprawdzić zegar komputera.',
  'error.not-in-outbox': 'Nic nie wiadomo o „{what}”.',
  'remedy.not-in-outbox':
    'Faktury wysłane stąd wymienia {kwit} status; środowisko wybiera się przez --env, a kontekst przez --nip lub --context.',
  'error.invoice-ambiguous': '„{what}” wysłano stąd w kilku połączeniach, a żadne z nich nie jest bieżące.',
  'remedy.invoice-ambiguous': 'Należy wskazać jedno z nich opcjami: {choices}',
  'error.no-code': 'Ten dokument nie ma kodu QR.',
  'remedy.no-code':
    'KOD I ma faktura z numerem KSeF (--ksef-number i --env) albo wystawiana offline (--cert, --key i --env).',
  'error.codes-need-xml':
    'Kody QR zawierają skrót pliku XML, a z pliku {file} za każdym razem powstaje inny XML, bo ma w sobie chwilę utworzenia.',
  'remedy.codes-need-xml':
    'Należy najpierw utworzyć XML: {kwit} build {file} -o {target}, a potem z tego samego pliku XML zrobić kody i wysłać go do KSeF.',
  'error.ksef-number-differs': 'KSeF nadał tej fakturze numer {known}, a podano {given}.',
  'remedy.ksef-number-differs':
    'Numer faktury wysłanej z tego komputera jest znany: wystarczy pominąć --ksef-number. Inne środowisko wskazuje --env.',
  'error.ksef-number-without-invoice': 'Ten dokument nie jest fakturą, więc nie ma własnego numeru KSeF.',
  'remedy.ksef-number-without-invoice':
    'Należy pominąć --ksef-number: numery, które zna UPO, są w nim samym.',
  'error.ksef-number-of-other':
    'To numer KSeF faktury innego sprzedawcy: zaczyna się od NIP-u {numberNip}, a sprzedawcą na fakturze jest {sellerNip}.',
  'remedy.ksef-number-of-other': 'Należy sprawdzić, czy numer i plik dotyczą tej samej faktury.',
  'error.certificate-not-offline':
    'Certyfikat {file} jest typu uwierzytelniającego (Authentication): służy do logowania, a KSeF nie przyjmie podpisanego nim KODU II.',
  'error.certificate-other-issuer':
    'Certyfikat {file} nie jest certyfikatem KSeF: jest podpisany samodzielnie albo wydał go ktoś inny. KSeF nie przyjmie podpisanego nim KODU II.',
  'remedy.certificate-offline':
    'Potrzebny jest certyfikat KSeF typu Offline: z Aplikacji Podatnika albo z polecenia {kwit} cert enroll --usage offline.',
  'warning.document-invalid':
    'Dokument jest niezgodny z urzędowym schematem; pokazano go tak, jak jest zapisany.',
  'remedy.document-invalid':
    'Wszystkie błędy, każdy z miejscem, pokazuje {kwit} validate z nazwą tego pliku.',
  'warning.codes-without-env': 'Bez KODU I: nie wiadomo, do którego środowiska ma prowadzić.',
  'remedy.codes-without-env': 'Należy podać --env.',
  'warning.certificate-not-used':
    'Bez KODU II: faktura ma już numer KSeF, więc certyfikat nie jest potrzebny.',
  'remedy.certificate-not-used': 'Wystarczy KOD I, który prowadzi do faktury w KSeF.',
  'error.no-transfer-code': 'Tej faktury nie da się opłacić kodem do przelewu.',
  'remedy.no-transfer-code':
    'Kod do przelewu dotyczy niezapłaconej faktury w PLN z polskim rachunkiem, bez podzielonej płatności.',
  'error.no-upo-yet': 'Nie ma jeszcze UPO dla „{what}”.',
  'remedy.no-upo-yet':
    'UPO powstaje po przyjęciu faktury przez KSeF lub po przetworzeniu sesji: {kwit} status.',
  'error.port-taken': 'Port {port} jest zajęty przez inny program.',
  'remedy.port-taken': 'Należy zakończyć tamten program albo wybrać inny port: {command}',
  'remedy.start-command': 'Na przykład: {command}',
  'remedy.data-folder': 'Należy wskazać folder, w którym można zapisywać: {command}',
  'error.enroll-uncertain':
    'Nie wiadomo, czy KSeF przyjął wniosek o certyfikat; klucz pozostaje w pliku {key}.',
  'remedy.enroll-uncertain':
    'Czy certyfikat wydano, pokazuje {kwit} cert list. Jeśli nie, należy usunąć plik klucza i złożyć wniosek ponownie.',
  'remedy.key-password-wrong': 'Należy użyć hasła nadanego przy tworzeniu klucza.',
  'remedy.key-certificate-mismatch':
    'Oba pliki muszą pochodzić z tego samego wniosku; należy sprawdzić ich nazwy.',
  'error.in-file': '{file}: {message}',
  'remedy.ksef-unreachable': 'Lokalny KSeF uruchamia {kwit} ksef (albo npm start).',
  'remedy.ksef-unauthorized': 'Należy zalogować się ponownie: {kwit} login.',
  'error.batch-unfinished': 'Faktura jest w paczce, której wysyłka została przerwana.',
  'error.not-started': 'Nie rozpoczęto: wysyłka skończyła się wcześniej.',
  'remedy.not-started': 'Należy uruchomić to samo polecenie ponownie; nic nie zostanie wysłane dwa razy.',

  'refusal.what': 'KSeF odrzucił fakturę: {code} {description}',
  'refusal.what-uncoded': 'KSeF odrzucił fakturę: {description}',
  'refusal.410': 'Należy sprawdzić NIP sprzedawcy i uprawnienia użytego poświadczenia: {kwit} whoami.',
  'refusal.attachment':
    'Zamiar wysyłania faktur z załącznikami sprzedawca zgłasza w e-Urzędzie Skarbowym; na środowisku testowym robi to POST /testdata/attachment.',
  'refusal.430': 'Należy sprawdzić plik: UTF-8 bez BOM, najwyżej 1 MB.',
  'refusal.435': 'Należy wysłać ją ponownie: {kwit} send PLIK.',
  'refusal.440':
    'Faktura tego sprzedawcy o tym numerze i rodzaju już jest w KSeF. Należy zmienić numer albo sprawdzić pierwszą fakturę: {original}.',
  'refusal.440-unknown':
    'Faktura tego sprzedawcy o tym numerze i rodzaju już jest w KSeF. Należy zmienić numer albo odszukać pierwszą fakturę w KSeF.',
  'refusal.450': 'Należy poprawić fakturę; miejsca błędów pokazuje {kwit} validate PLIK.',
  'refusal.other': 'Należy usunąć przyczynę i wysłać ponownie: {kwit} send PLIK.',
};
