// The findings of shared/log/verify-*.ts and replay.ts in Italian, each beside its English. `#` stands for what changes, in the
// same order on both sides. A test compares the left side with the sources.

type Pair = readonly [english: string, italian: string];

const places: readonly Pair[] = [
  ['entry #', 'la voce #'],
  ['session #', 'la sessione #'],
  ['the file', 'il file'],
  ['the receipt', 'la ricevuta'],
  ['the proof', 'la prova'],
  ['the leaf', 'la foglia'],
  ['the log', 'il registro'],
  ['the checkpoints', 'i checkpoint'],
  ['the old checkpoint', 'il checkpoint di prima'],
  ['the first checkpoint', 'il primo checkpoint'],
  ['the second checkpoint', 'il secondo checkpoint'],
  ['the checkpoint of the proof', 'il checkpoint della prova'],
];

const findings: readonly Pair[] = [
  // Files and signatures.
  ['is missing', 'manca'],
  ['is no manifest in canonical JSON', 'non è un manifesto in JSON canonico'],
  ['is not named in the manifest', 'non è nominato nel manifesto'],
  ['holds other bytes than the manifest names', 'contiene byte diversi da quelli indicati nel manifesto'],
  ['is no file of a log of # entries', 'non fa parte di un registro di # voci'],
  [
    'is of # entries, more than these files can hold',
    'è di # voci, più di quante ne possano contenere questi file',
  ],
  ['is not made of lines', 'non è fatto di righe'],
  ['has no detail in its line #, or not in its turn', 'non ha un dettaglio alla riga #, o non al suo posto'],
  ['is no set of public keys', 'non è un insieme di chiavi pubbliche'],
  ['names key # by another thumbprint than its own', 'indica la chiave # con un’impronta che non è la sua'],
  ['holds no keys', 'non contiene chiavi'],
  ['is not signed by a key of this log', 'non è firmato da una chiave di questo registro'],
  [
    'came along with the rest: this shows agreement with that key only, not whose key it is',
    'è arrivato con il resto: questo mostra l’accordo con quella chiave, non di chi sia la chiave',
  ],
  // The tree.
  [
    'was signed over another tree than these tiles make',
    'è stato firmato su un albero diverso da quello di questi file',
  ],
  ['does not hold # parts', 'non contiene # parti'],
  [
    'holds as hash # another than its tile below makes',
    'come hash # ne contiene uno diverso da quello che risulta dai dati',
  ],
  ['is not the one that the tree holds', 'non è quella che l’albero contiene'],
  ['is of another log, #', 'è di un altro registro, #'],
  ['is of # entries, where # were signed before', 'è di # voci, mentre prima ne erano state firmate #'],
  [
    'begins with other entries than the # that were signed before',
    'inizia con voci diverse dalle # firmate prima',
  ],
  // What was signed.
  ['was signed by nobody', 'non è stata firmata da nessuno'],
  [
    'claims to be of before statements were signed',
    'dice di risalire a prima che le dichiarazioni fossero firmate',
  ],
  [
    'holds # sessions of before statements were signed: nobody vouches for them',
    'contiene # sessioni di prima che le dichiarazioni fossero firmate: nessuno ne risponde',
  ],
  ['claims that the broker signed a statement', 'dice che sia stato il broker a firmare una dichiarazione'],
  ['claims a statement that it does not hold', 'dice di avere una dichiarazione che non contiene'],
  ['speaks for a host that nobody vouched for', 'parla per un host di cui nessuno ha garantito'],
  ['comes before anybody had shown a key', 'viene prima che qualcuno avesse mostrato una chiave'],
  [
    'is signed by a key that its technician had not enrolled',
    'è firmata con una chiave che il suo tecnico non aveva registrato',
  ],
  ['does not hold: #', 'non regge: #'],
  ['is not the next statement of its author', 'non è la dichiarazione che segue del suo autore'],
  // Proofs and two heads.
  ['is no proof that can be read', 'non è una prova leggibile'],
  ['is not entry # of the log', 'non è la voce # del registro'],
  ['are of two logs, the other is #', 'sono di due registri, l’altro è #'],
  ['has signed two different trees of # entries', 'ha firmato due alberi diversi di # voci'],
  [
    'are of two sizes: only the folder of the log can tell if one grew out of the other',
    'sono di dimensioni diverse: solo la cartella del registro dice se l’uno continua l’altro',
  ],
  ['did not grow from these # entries to these #', 'non è cresciuto da queste # voci a queste #'],
  [
    'is missing or cannot be read, so that the two cannot be compared',
    'manca o non si legge, quindi i due non si possono confrontare',
  ],
  // Entries and details.
  ['has a detail, but is not there', 'ha un dettaglio, ma non c’è'],
  ['is no event in canonical JSON', 'non è un evento in JSON canonico'],
  [
    'is recorded as before there were commitments, but after them',
    'è registrata come prima degli impegni crittografici, ma dopo di essi',
  ],
  ['has a detail that nothing vouches for', 'ha un dettaglio che nulla garantisce'],
  ['has a detail, and says that it has none', 'ha un dettaglio, e dichiara di non averne'],
  ['has a detail that was erased', 'aveva un dettaglio che è stato cancellato'],
  ['has another detail than the one it vouches for', 'ha un dettaglio diverso da quello che garantisce'],
  ['is no event that this version knows', 'non è un evento che questa versione conosce'],
  // A session on its own.
  ['is no session in canonical JSON', 'non è una sessione in JSON canonico'],
  ['does not stand in its turn', 'non è al suo posto'],
  ['has a detail or a salt without the other', 'ha un dettaglio o un sale senza l’altro'],
  ['is of another session', 'è di un’altra sessione'],
  ['is not proven to be in the log', 'non è provato che sia nel registro'],
  ['tells of # entries, and proves #', 'racconta # voci, e ne prova #'],
  // Replayed.
  [
    'has no end here: it was going on, or its last entries are left out',
    'qui non ha una fine: era in corso, o mancano le sue ultime voci',
  ],
  ['(# of session #) #', '(# della sessione #) #'],
  ['has number # where # must stand', 'ha il numero # dove deve esserci #'],
  ['is older than what came before it', 'è più vecchia di ciò che la precede'],
  ['comes after the end', 'viene dopo la fine'],
  ['belongs to another session', 'appartiene a un’altra sessione'],
  ['started without a permission that was live', 'è iniziata senza un permesso valido'],
  ['cannot follow: #', 'non può seguire: #'],
];

export const ITALIAN = { places, findings };
