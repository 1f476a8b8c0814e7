/**
 * Everything a customer reads, in English: the base of all languages. Each other language is a file beside this one
 * that says exactly the same; the compiler holds them to this shape.
 * In braces stands what the page fills in, between two asterisks what it stresses.
 */
export const english = {
  /**
   * What is told before the answer, and what the answer is to. Its hash is part of the consent record: a changed
   * word asks anew whoever has the page open, a changed meaning also takes a new NOTICE_VERSION.
   */
  notice: {
    title: 'May we record?',
    asks: '{organisation} asks to record what you do on {host}',
    hello: 'Hello {name}.',
    why: 'This recording shows support the problem as you see it. Nothing is recorded until you allow it.',
    /** In place of `why` where the case has a ticket number. */
    whyIn:
      'This recording shows support the problem in {reference} as you see it. Nothing is recorded until you allow it.',
    sees: {
      title: 'What support will see',
      pages: 'The pages you visit on {host}, in all tabs of this browser',
      movement: 'Clicks, scrolling and mouse movement',
      /** In place of the two above where no picture is asked for. */
      addresses: 'Which pages of {host} you visit in all tabs of this browser, and your clicks',
      /** Only where ordinary fields stay readable. */
      fields: 'What you type into ordinary fields',
      console: 'Errors and console messages',
      consoleHidden: 'That errors and console messages occur, without their text',
      network: 'Which addresses the site contacts, without the part after ? and without the data',
      environment: 'Your browser and device',
    },
    hidden: {
      title: 'What stays hidden',
      text: 'All text on the pages',
      typed: 'What you type into fields: it shows as dots',
      secrets: 'Passwords, card numbers and other secrets: they show as dots',
      parameters: 'The part of an address after ?',
      contents: 'The data that the site sends and receives',
      /** In place of `contents` where the customer may add them. */
      contentsUnless: 'The data that the site sends and receives, unless you add it below',
      elsewhere: 'Other sites, in whatever tab, and other apps',
      devices: 'Camera, microphone and files',
    },
    facts: {
      live: '**Support staff may watch live** while you go on.',
      stop: '**You can stop at any time**, with the bar on the page or by opening this link again in this browser. Recording ends after {longest} at the latest.',
      kept: '**Kept for {kept}**, then erased.',
    },
    choose: {
      title: 'Choose what to share',
      lead: '“Allow recording” shares what is listed above. Tick what you want to leave out.',
      picture: 'Leave out the picture of the pages, scrolling and mouse movement',
      console: 'Leave out errors and console messages',
      network: 'Leave out network requests',
      bodies:
        'Also share the data that the site sends and receives. Passwords, card numbers and other secrets in it stay hidden.',
    },
    age: 'You must be {age} or older to allow this.',
    younger: 'I am younger than {age}',
    /** Only where the browser sends Global Privacy Control or Do Not Track. */
    signals:
      'Your browser asks sites not to track you or sell your data. That is noted with your answer. What is recorded here is neither sold nor used to track you.',
    allow: 'Allow recording',
    decline: 'Decline',
    after: 'Whatever you choose, {host} works as before.',
    legal: {
      title: 'Who is responsible, where it is stored, your rights',
      responsible: 'Responsible',
      contact: 'Contact',
      purpose: 'Purpose',
      purposeIs: 'To understand and fix the problem you reported. It is not used for anything else.',
      basis: 'Legal basis',
      basisIs: 'Your consent (GDPR Art. 6(1)(a)). Saying no has no disadvantage for you.',
      recipients: 'Who may see it',
      recipientsAre:
        'People of {organisation} who work on support cases and sign in with their own account, and programs they have given access to.',
      place: 'Where it is stored',
      placeIs: 'On the server at {server}, for which the above is responsible.',
      duration: 'How long',
      durationIs:
        '{kept} after the recording ends. That you agreed, when and to what, is kept as proof, without your name.',
      rights: 'Your rights',
      rightsAre:
        'You may withdraw your consent at any time; what was recorded before stays lawful. Stopping the recording does not withdraw it. You may ask for a copy, for correction and for erasure. Open this link again in this browser, or write to the contact above.',
      complaints: 'Complaints',
      complaintsTo:
        'You may complain to the data protection authority of the country where you live or work.',
      text: 'This text',
      textIs: 'Version {version}',
    },
  },
  /** What stands around the notice, and answers that start nothing. */
  answer: {
    languages: 'Language',
    changed: 'The text has changed since you opened this page. Please read it again.',
    declinedTitle: 'You declined',
    declined:
      'Nothing was recorded, and {organisation} will not ask again with this link. {host} works as before.',
    youngerTitle: 'Nothing is recorded',
    younger:
      '{organisation} may only record people who are {age} or older. Your age was not asked and is not stored. {host} works as before.',
    nothingLeftTitle: 'Nothing is recorded',
    nothingLeft:
      'You left everything out, so there is nothing to record. {organisation} will not ask again with this link. {host} works as before.',
    onward: 'Go on to {host}',
    goneTitle: 'This link cannot be opened',
    gone: 'It may have expired or been revoked, or part of it is missing.',
    goneAsk: 'Ask the support person who sent it to you for a new one.',
    answeredTitle: 'This link has been answered',
    answered: 'It was answered with No, here or in another browser. Nothing was recorded with it.',
    usedTitle: 'This link has been used',
    used: 'Someone allowed {organisation} to record with it, in another browser or on another device.',
    usedOwn: 'If that was you, open the link in that browser again to see, stop or erase the recording.',
    usedReceipt: 'Use your receipt here',
    usedReceiptWhy: 'With the receipt that you downloaded there, your page opens in this browser too.',
    usedOpen: 'Open my page',
    usedOther: 'This receipt belongs to another link.',
    usedContact: 'No receipt, or not you? Write to {contact}.',
  },
  /** Codes by e-mail, on the page of a used link and in the mail itself. */
  code: {
    title: 'Get a code by e-mail',
    lead: 'A code goes to the e-mail address that {organisation} has for you: {address}. With it your page opens in this browser.',
    /** On a button. */
    send: 'Send a code to {address}',
    sent: 'A code was sent to {address}. It works once, within {lifetime}.',
    label: 'Code from the e-mail',
    hint: 'Nothing there yet? Look in the spam folder too, and leave this page open.',
    again: 'Send a new code',
    wait: 'Possible in {wait}. An earlier code then no longer works.',
    /** What was wrong with a code, or kept one from being sent. */
    problems: {
      unreadable: 'Enter the {digits} digits from the e-mail.',
      wrong: 'That is not the code. Tries left: {count}.',
      tooMany: 'A wrong code was entered too often, so this code no longer works. Send a new one.',
      expired: 'This code no longer works: it was too old. Send a new one.',
      used: 'This code has been used already. Send a new one.',
      wait: 'No new code can be sent yet. Try again in {wait}, use your receipt, or write to {contact}.',
      failed: 'The e-mail could not be sent. Use your receipt, or write to {contact}.',
    },
    /** The mail, a paragraph each; the code stands behind `lead`. */
    mail: {
      subject: 'Your code for {organisation}',
      lead: 'Someone has opened a recording link from {organisation} that was already used, and asked for this code. It opens the page of that recording in one more browser:',
      once: 'The code works once, within {lifetime}. Enter it on the page that asked for it.',
      notYou:
        'If that was not you, do nothing, and give the code to nobody. {organisation} never asks you for it.',
      contact: 'Questions about your data: {contact}',
    },
  },
  /** The page that checks receipts. */
  verify: {
    title: 'Check a consent receipt',
    lead: 'A receipt proves what someone allowed to be recorded, and when. Choose the file, or paste its text.',
    file: 'Receipt file',
    paste: 'Or the receipt as text',
    check: 'Check receipt',
    another: 'Check another receipt',
    nothing: 'Choose a file or paste a receipt first.',
    unreadable:
      'This is not a receipt. A receipt is the file that you download from the link’s page, or the long line after “signed” in it.',
    validTitle: 'This receipt is genuine',
    valid: 'This server signed it, and it has not been changed since.',
    logged: 'The consent log of this server has the same entry.',
    notLogged: 'But the consent log of this server no longer has this entry. Ask {controller} why.',
    invalidTitle: 'This receipt is not genuine',
    invalid:
      'This server did not sign it, or it has been changed since. If you changed nothing, download it again from the link’s page.',
    controller: 'Responsible',
    time: 'Allowed on',
    origin: 'On',
    scopes: 'What was allowed',
    duration: 'Longest recording',
    kept: 'Kept for',
    text: 'Text that was agreed to',
    textIs: 'Version {version}, in this language: {language}',
    readText: 'Read the text',
    signals: 'Wishes of the browser',
    record: 'Record',
    since: 'Since then',
    nothingSince: 'Nothing has changed.',
    changes: {
      withdrawn: 'The consent was withdrawn',
      stopped: 'The customer stopped the recording',
      erased: 'The recording was erased',
    },
    /** What can be allowed, each as a noun. */
    scopeNames: {
      picture: 'Picture of the pages',
      console: 'Errors and console messages',
      network: 'Network requests without contents',
      'network-bodies': 'Contents of network requests',
    },
  },
  /** The customer's own page after the accept. */
  customer: {
    waitingTitle: 'You allowed it, but recording has not started',
    waiting:
      'Nothing has been recorded so far. If you had to sign in on the way, press Continue: it starts the recording, and you are not asked again. If it still does not start, tell the support person who sent you the link.',
    continue: 'Continue',
    notAfterAll: 'Do not record after all',
    recordingTitle: 'Recording is on',
    live: 'Live',
    recording:
      '{organisation} has been recording your {host} tabs since {time}, and people may be watching. Stop ends the recording everywhere within a second.',
    stop: 'Stop recording',
    stopAndErase: 'Stop and erase everything',
    overTitle: 'The recording is over',
    overNow: 'Nothing is being recorded now.',
    kept: 'It is {length} long. {organisation} keeps it until {time}.',
    withdrawnAt: 'You withdrew your consent on {time}.',
    ended: {
      customer: 'You stopped the recording.',
      'site-refused': 'It ended because the privacy settings of the site do not allow it.',
      idle: 'It ended by itself because nothing happened for a while.',
      limit: 'It ended by itself because it reached the longest time allowed.',
      'bar-removed': 'It ended by itself because the page did not let the recording bar stay.',
      away: 'It ended by itself because the tab was closed.',
      revoked: 'Support ended it.',
      agent: 'Support ended it.',
      'never-started': 'It never started.',
    },
    /** What can be done with it, each with a sentence below. */
    actions: 'What you can do',
    see: 'See your recording',
    seeWhy: 'As support sees it: what was hidden from them is hidden here too.',
    receipt: 'Download the receipt',
    receiptWhy:
      'The signed proof of what you agreed to, and when. With it and the link you can open this page in another browser, so keep it to yourself. {verify}',
    verify: 'Check a receipt',
    data: 'Download your data',
    dataWhy: 'Everything that was recorded and logged about it, as a JSON file for programs.',
    withdraw: 'Withdraw your consent',
    withdrawWhy:
      'This is a step of its own: stopping does not do it. You choose whether the recording is then erased or kept.',
    erase: 'Erase the recording',
    eraseWhy: 'It is gone at once and for good.',
    contact: 'Questions about your data: {contact}',
    /** The player's page. */
    playerTitle: 'Your recording',
    playerBack: 'Back to your page',
    /** Asked before it is done. */
    withdrawTitle: 'Withdraw your consent?',
    withdrawLead:
      '{organisation} will no longer have your consent, nothing more is recorded, and the withdrawal is logged for good. You choose what happens to the recording: erase it now, or leave it until {time}.',
    withdrawOnly: 'Withdraw and keep the recording',
    withdrawAndErase: 'Withdraw and erase the recording',
    eraseTitle: 'Erase the recording?',
    eraseLead:
      'The picture, the events and the timeline are gone at once and for good. Nobody can bring them back, neither {organisation} nor you.',
    eraseKeep:
      'What stays is the proof: that you agreed, to what, and that it was erased. Nothing of what was recorded is in it.',
    eraseNow: 'Erase for good',
    keep: 'Back',
    /** Afterwards. */
    goneTitle: 'The recording is gone',
    gone: {
      customer: 'You erased it on {time}.',
      organisation: '{organisation} erased it on {time}.',
      time: 'It was erased on {time}, when its retention time was over.',
    },
    goneLead: 'No picture, no event and no timeline is left, and nobody can bring them back.',
    goneReceipt: 'The receipt of your consent stays: that you agreed, and to what.',
  },
}

/** One language's texts. */
export type Texts = typeof english

/** What a customer agrees to. */
export type NoticeWording = Texts['notice']

/** Texts of the customer's own page. */
export type CustomerTexts = Texts['customer']
