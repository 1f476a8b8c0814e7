/**
 * Font families that come with a system or are drawn from by everybody, as whole names: they say nothing about a page, and text in
 * them is as wide in the picture as it was. Every other family, a web font above all, has one stand-in for its whole name.
 */
const FAMILIES = new Set(
  // Generic families (CSS Fonts 4) and what browsers call the system's.
  (
    'serif,sans-serif,monospace,cursive,fantasy,system-ui,ui-serif,ui-sans-serif,ui-monospace,ui-rounded,math,emoji,fangsong,' +
    '-apple-system,blinkmacsystemfont,' +
    // Windows.
    'arial,arial black,arial narrow,arial rounded mt bold,bahnschrift,book antiqua,bookman old style,calibri,cambria,cambria math,candara,' +
    'century gothic,comic sans ms,consolas,constantia,corbel,courier,courier new,ebrima,franklin gothic,franklin gothic medium,' +
    'gabriola,gadugi,garamond,georgia,impact,lucida console,lucida sans,lucida sans unicode,malgun gothic,meiryo,meiryo ui,' +
    'microsoft jhenghei,microsoft sans serif,microsoft yahei,mingliu,ms gothic,ms mincho,ms pgothic,ms sans serif,ms serif,ms ui gothic,' +
    'nsimsun,palatino linotype,pmingliu,segoe fluent icons,segoe mdl2 assets,segoe print,segoe script,segoe ui,segoe ui emoji,' +
    'segoe ui historic,segoe ui symbol,segoe ui variable,simhei,simsun,sitka,sylfaen,symbol,tahoma,times,times new roman,' +
    'trebuchet ms,verdana,webdings,wingdings,yu gothic,yu gothic ui,yu mincho,cascadia code,cascadia mono,aptos,' +
    // Apple.
    'american typewriter,andale mono,apple chancery,apple color emoji,apple sd gothic neo,apple symbols,avenir,avenir next,baskerville,' +
    'big caslon,bodoni 72,bradley hand,brush script mt,chalkboard,chalkduster,charter,cochin,copperplate,didot,futura,geneva,gill sans,' +
    'helvetica,helvetica neue,heiti sc,heiti tc,hiragino kaku gothic pro,hiragino kaku gothic pron,hiragino mincho pron,hiragino sans,' +
    'hiragino sans gb,hoefler text,iowan old style,lucida grande,luminari,marker felt,menlo,monaco,new york,noteworthy,optima,' +
    'palatino,papyrus,pingfang hk,pingfang sc,pingfang tc,rockwell,savoye let,sf mono,sf pro,sf pro display,sf pro icons,sf pro text,' +
    'sf compact,skia,snell roundhand,superclarendon,trattatello,zapfino,' +
    // Linux, Android, ChromeOS.
    'cantarell,courier 10 pitch,dejavu sans,dejavu sans mono,dejavu serif,droid sans,droid sans fallback,droid sans mono,droid serif,' +
    'fira mono,fira sans,freemono,freesans,freeserif,liberation mono,liberation sans,liberation serif,nimbus sans,nimbus roman,' +
    'noto color emoji,noto emoji,noto sans,noto sans cjk sc,noto sans cjk jp,noto sans cjk kr,noto sans mono,noto serif,oxygen,oxygen mono,oxygen-sans,roboto,' +
    'roboto mono,source code pro,source han sans,ubuntu,ubuntu mono,wenquanyi micro hei,' +
    // Icons of public libraries.
    'material icons,material icons outlined,material icons round,material icons sharp,material symbols outlined,material symbols rounded,' +
    'material symbols sharp,fontawesome,font awesome 5 brands,font awesome 5 free,font awesome 5 pro,font awesome 6 brands,' +
    'font awesome 6 free,font awesome 6 pro,bootstrap-icons,glyphicons halflings,ionicons,twemoji mozilla,emojione color,android emoji'
  ).split(','),
)

/** A family's name as others compare it: without case, and with single blanks (CSS Fonts, "font family matching"). */
export const familyKey = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()

export const isCommonFamily = (key: string): boolean => FAMILIES.has(key)
