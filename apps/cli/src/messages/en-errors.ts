/** What went wrong (`error.`), what to do (`remedy.`), and what KSeF's refusals mean (`refusal.`), in English. */
export const enErrors = {
  'error.defect': 'Kwit met a fault of its own: {reason}',
  'remedy.defect': 'Please report it with the command that was run; KWIT_DEBUG=1 shows the particulars.',
  'error.output': 'standard output',
  'remedy.output':
    'Free some space, or name another place for the result. What the command did is done; only its report is incomplete.',
  'error.invalid': 'The input is not right.',
  'error.interrupted': 'Interrupted.',
  'error.file-missing': 'There is no {file}.',
  'remedy.file-missing': 'Check the name and the folder.',
  'error.file-name-encoding':
    'The name of the file {file} is not written in UTF-8, so it cannot be opened by it.',
  'remedy.file-name-encoding': 'Rename the file, for example to letters without diacritics.',
  'error.file-denied': 'No permission for {file}.',
  'remedy.file-denied': 'Check the rights of the file and its folder.',
  'error.file-is-folder': '{file} is a folder, a file is needed.',
  'remedy.file-is-folder': 'Name the files in it, for example {file}/*.xml.',
  'remedy.file-needed': 'Name the file itself.',
  'error.file-not-regular': '{file} is not an ordinary file.',
  'remedy.file-not-regular': 'Name an ordinary file; standard input is read as "-".',
  'error.file-exists': '{file} already exists and is not replaced.',
  'remedy.file-exists': 'Choose another place (-o), move the file away, or use --overwrite.',
  'remedy.certificate-files-exist': 'Choose another name (--name) or folder (--out), or move the file away.',
  'error.same-file': 'The result would replace its own source: {file}.',
  'remedy.same-file': 'Choose another name for the result.',
  'error.folder-missing': 'There is no folder {folder}.',
  'remedy.folder-missing': 'Check the name, or make the folder first.',
  'error.disk-full': 'The disk is full: {file} could not be written.',
  'remedy.disk-full': 'Free some space and run the command again; nothing was half-written.',
  'error.disk-read-only': 'The disk is read-only: {file} could not be written.',
  'remedy.disk-read-only': 'Choose another folder (--home, -o, --out) or make it writable.',
  'error.file-error': 'The system refused {file} ({reason}).',
  'remedy.file-error': 'Check the file, its folder and the disk.',
  'error.file-too-large': '{file} is larger than {limit} MB and cannot be an invoice.',
  'remedy.file-too-large': 'An invoice in KSeF has at most 1 MB (3 MB with attachments). Check the file.',
  'error.credential-too-large': '{file} is too large for what it should hold.',
  'remedy.credential-too-large': 'Check whether it is the right file.',
  'error.number-repeated':
    'Not sent: another invoice with the number {number} of the same seller and kind is in {first}.',
  'remedy.number-repeated': 'KSeF takes one of them: give one another number, or leave it out.',
  'error.file-empty': '{file} is empty.',
  'remedy.file-empty': 'Check whether the program that wrote it has finished.',
  'error.file-kind-unknown': '{file} is neither JSON nor XML.',
  'remedy.file-kind-unknown': 'An invoice is JSON (examples in the folder examples) or FA(3) in XML.',
  'error.json-expected': '{file} is not JSON.',
  'remedy.json-expected':
    'This command builds XML from JSON; {kwit} read shows an XML, {kwit} validate checks it.',
  'error.xml-expected': '{file} is not XML.',
  'remedy.xml-expected': 'This command reads XML; {kwit} build makes XML from JSON.',
  'error.nothing-to-check': 'No JSON or XML file there.',
  'remedy.nothing-to-check': 'Name files, or a folder that holds invoices.',
  'error.home-not-folder': 'The home {folder} is not a folder.',
  'error.home-unwritable': 'The folder {folder} could not be created ({reason}).',
  'remedy.home-unwritable': 'Choose a folder that can be written by --home or KWIT_HOME.',
  'error.store-busy': 'Another process holds {file} for too long.',
  'remedy.store-busy': 'Wait until the other kwit command has finished and try again.',
  'error.store-read-only': '{file} cannot be written.',
  'remedy.store-read-only': 'Make the folder and its files writable, or choose another one by --home.',
  'error.store-damaged': '{file} is damaged or is not a database of Kwit.',
  'remedy.store-damaged': 'Bring it back from a backup, or move it away and log in again.',
  'error.store-unopenable': '{file} cannot be opened.',
  'remedy.store-unopenable': 'Check the rights of the folder, or choose another one by --home.',
  'error.store-newer': '{file} was written by a newer Kwit.',
  'remedy.store-newer': 'Use that newer version, or another folder by --home.',
  'error.secret-missing': 'The key for the stored credentials cannot be read ({where}).',
  'remedy.secret-missing':
    'Bring the file back, set the KWIT_SECRET that was used, or log in again: {kwit} login.',
  'error.secret-wrong': 'The stored credential cannot be decrypted with the key from {where}.',
  'remedy.secret-wrong':
    'Use the KWIT_SECRET (or the key file) that was used at the log-in, or log in again: {kwit} login.',
  'error.secret-empty': '{file} holds no password or token.',
  'error.secret-not-repeated': 'The two passwords differ.',
  'error.key-password': 'The password for the private key does not meet the rules: {reason}.',
  'remedy.key-password':
    '15 to 32 characters; at least one capital letter, one small letter, one digit and one of !@#$%^&*()-_+=; nothing else.',
  'password.short': 'shorter than 15 characters',
  'password.long': 'longer than 32 characters',
  'password.upper': 'no capital letter',
  'password.lower': 'no small letter',
  'password.digit': 'no digit',
  'password.special': 'no special character',
  'password.other': 'a character that is not allowed',
  'error.nip-format': '"{nip}" is not a NIP: ten digits are needed.',
  'error.nip-checksum': 'NIP {nip} is wrong: its check digit does not match.',
  'remedy.not-a-nip': 'This is no firm but another context: --context {identifier}',
  'error.context-format': '"{identifier}" is no identifier of a context in KSeF.',
  'remedy.context-format':
    'A context is a NIP (1111111111), the internal identifier of a unit (1111111111-00013), a pair NIP-VAT UE (1111111111-DE123456789) or a provider of Peppol services (PPL123456).',
  'error.internal-id-checksum':
    'The internal identifier {identifier} is wrong: its check digit, the last one, does not match.',
  'error.vat-ue-format':
    '"{identifier}": after the NIP and the dash there must be an EU VAT number; none of {country} looks like this.',
  'remedy.nip': 'Compare it with the document it comes from.',
  'error.token-format': 'This is not a KSeF token.',
  'remedy.token-format':
    'A KSeF token has three parts with bars between them: REFERENCE-NUMBER|nip-NIP (or internalId-IDENTIFIER)|64 letters and digits. Paste it again as a whole.',
  'error.token-other-nip': 'The token belongs to {theirs}, and {asked} was given.',
  'remedy.token-other-nip': 'Leave --nip and --context out, or use a token of that company.',
  'error.token-lost':
    'The token could not be shown, and KSeF shows it only once; so it was revoked: {reference}.',
  'remedy.token-lost': 'Make room where the output goes, and create the token again.',
  'error.token-lost-active':
    'The token {reference} could not be shown, and KSeF shows it only once. Revoking it did not succeed ({reason}).',
  'remedy.token-lost-active': 'Revoke it: {kwit} token revoke {reference}',
  'error.not-connected': 'Not logged in to KSeF.',
  'error.not-connected-as': 'Not logged in to KSeF as {who}.',
  'error.none-current': 'None of the kept connections is the current one.',
  'remedy.none-current':
    '{kwit} whoami --all lists them; {kwit} switch --env ENVIRONMENT --nip NIP (or --context IDENTIFIER) makes one current.',
  'remedy.log-out-of-one':
    '{kwit} whoami --all lists them; {kwit} logout --env ENVIRONMENT --nip NIP (or --context IDENTIFIER) logs out of one.',
  'remedy.not-connected-test':
    'Log in first: {kwit} login --env {env} {option} --self-signed (or with --token, or --cert and --key).',
  'remedy.not-connected':
    'Log in first: {kwit} login --env {env} {option} --cert FILE.crt --key FILE.key (or with --token).',
  'error.connection-ambiguous': 'Several connections match.',
  'remedy.connection-ambiguous':
    'Name both --env and --nip (or --context); {kwit} whoami --all lists the connections.',
  'error.other-ksef':
    'At {url} there is another KSeF than at the last log-in, or its data or keys are new. It answered the log-in ({who}): {reason}',
  'remedy.other-ksef':
    'Connect anew: npm start for the demo company, or {kwit} login --env {env} {option} {way}',
  'remedy.credential-forgotten':
    'A local KSeF that was emptied knows nothing of before; then connect anew: {kwit} login --env {env} {option} {way}',
  'error.self-signed-refused': 'A self-signed certificate is not taken by the environment "{env}".',
  'remedy.self-signed-refused': 'Log in with a certificate (--cert, --key) or a token (--token).',
  'error.self-signed-pair':
    'A certificate made on the spot has no permission for {identifier}: for a pair NIP-VAT UE KSeF grants permissions to the fingerprint of one certificate.',
  'remedy.self-signed-pair':
    'Log in with the certificate whose fingerprint was granted: {kwit} login --env {env} {option} {way}. It is granted by {kwit} permissions grant eu-administrator --request FILE.',
  'error.certificate-expired': 'The certificate {file} ended on {date}.',
  'error.certificate-not-of-ksef':
    'KSeF did not issue the certificate {serial} to the subject that is logged in.',
  'remedy.certificate-not-of-ksef':
    'KSeF renews its own certificates only: {kwit} cert list shows them, {kwit} cert enroll gets the first one.',
  'remedy.certificate-expired': 'Get a new one: in the taxpayer application, or by {kwit} cert enroll.',
  'error.certificate-not-yet': 'The certificate {file} is valid only from {date}.',
  'remedy.certificate-not-yet':
    'Wait until then, or use another one; if the date is right, check the clock of this machine.',
  'error.not-in-outbox': 'Nothing is known of "{what}".',
  'remedy.not-in-outbox':
    '{kwit} status lists what was sent from here; the environment is chosen by --env, the context by --nip or --context.',
  'error.invoice-ambiguous':
    '"{what}" was sent from here under several connections, and under none that is current.',
  'remedy.invoice-ambiguous': 'Choose one of them by its options: {choices}',
  'error.no-code': 'This document has no QR code.',
  'remedy.no-code':
    'KOD I is for an invoice with a KSeF number (--ksef-number and --env), or issued offline (--cert, --key and --env).',
  'error.codes-need-xml':
    'QR codes carry the hash of the XML, and {file} is made into another XML each time, with the time of its making in it.',
  'remedy.codes-need-xml':
    'Make the XML first: {kwit} build {file} -o {target}. Then make the codes from that one XML file, and send that file to KSeF.',
  'error.ksef-number-differs': 'KSeF gave this invoice the number {known}, and {given} was named.',
  'remedy.ksef-number-differs':
    'The number of an invoice sent from this computer is known: leave --ksef-number out. Another environment is chosen by --env.',
  'error.ksef-number-without-invoice': 'This document is no invoice, and has no KSeF number of its own.',
  'remedy.ksef-number-without-invoice': 'Leave --ksef-number out: the numbers that a UPO knows are in it.',
  'error.ksef-number-of-other':
    "This is the KSeF number of another seller's invoice: it begins with NIP {numberNip}, and the seller on the invoice is {sellerNip}.",
  'remedy.ksef-number-of-other': 'Check that number and file belong to the same invoice.',
  'error.certificate-not-offline':
    'The certificate {file} is of type Authentication: it is for logging in, and KSeF takes no KOD II signed with it.',
  'error.certificate-other-issuer':
    'The certificate {file} is no KSeF certificate: it is self-signed, or somebody else issued it. KSeF takes no KOD II signed with it.',
  'remedy.certificate-offline':
    'A KSeF certificate of type Offline is needed: from the taxpayer application, or by {kwit} cert enroll --usage offline.',
  'warning.document-invalid':
    'The document does not follow the official schema; it is shown as it is written.',
  'remedy.document-invalid': '{kwit} validate with the name of this file shows every error and its place.',
  'warning.codes-without-env': 'No KOD I: the environment that it should lead to is not known.',
  'remedy.codes-without-env': 'Give --env.',
  'warning.certificate-not-used':
    'No KOD II: the invoice has a KSeF number, and needs no certificate any more.',
  'remedy.certificate-not-used': 'KOD I is enough: it leads to the invoice in KSeF.',
  'error.no-transfer-code': 'This invoice cannot be paid by a code for a transfer.',
  'remedy.no-transfer-code':
    'A code for a transfer is for an unpaid invoice in PLN with a Polish account, without split payment.',
  'error.no-upo-yet': 'There is no UPO of "{what}" yet.',
  'remedy.no-upo-yet':
    'The receipt exists once KSeF has accepted the invoice, or processed the session: {kwit} status.',
  'error.port-taken': 'Port {port} is used by another program.',
  'remedy.port-taken': 'End that program, or choose another port: {command}',
  'remedy.start-command': 'For example: {command}',
  'remedy.data-folder': 'Choose a folder that can be written: {command}',
  'error.enroll-uncertain':
    'It is not known whether KSeF took the application for the certificate; the key is kept in {key}.',
  'remedy.enroll-uncertain':
    '{kwit} cert list shows whether the certificate was issued. If not, remove the key file and try again.',
  'remedy.key-password-wrong': 'Use the password that was given when the key was made.',
  'remedy.key-certificate-mismatch': 'The two files must come from the same application; check their names.',
  'error.in-file': '{file}: {message}',
  'remedy.ksef-unreachable': 'A local KSeF is started by {kwit} ksef (or npm start).',
  'remedy.ksef-unauthorized': 'Log in again: {kwit} login.',
  'error.batch-unfinished': 'The invoice is in a package whose sending was cut off.',
  'error.not-started': 'Not started: the run ended before its turn.',
  'remedy.not-started': 'Run the same command again; nothing is sent twice.',

  'refusal.what': 'KSeF refused the invoice: {code} {description}',
  'refusal.what-uncoded': 'KSeF refused the invoice: {description}',
  'refusal.410': 'Check the NIP of the seller and the permissions of the credential: {kwit} whoami.',
  'refusal.attachment':
    'The seller announces invoices with attachments in e-Urząd Skarbowy; on the test environment POST /testdata/attachment does it.',
  'refusal.430': 'Check the file: UTF-8 without BOM, at most 1 MB.',
  'refusal.435': 'Send it again: {kwit} send FILE.',
  'refusal.440':
    'An invoice of this seller with this number and kind is in KSeF already. Change the number, or check the first invoice: {original}.',
  'refusal.440-unknown':
    'An invoice of this seller with this number and kind is in KSeF already. Change the number, or look for the first invoice in KSeF.',
  'refusal.450': 'Correct the invoice; {kwit} validate FILE shows the places.',
  'refusal.other': 'Correct the cause and send it again: {kwit} send FILE.',
} as const;
