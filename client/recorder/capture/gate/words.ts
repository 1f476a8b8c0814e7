/** Words that say how an element is or acts, and nothing about a person: a value made of one may leave. */

const WORDS = new Set(
  // States and choices.
  (
    'true false on off yes no none auto mixed open closed active inactive enabled disabled visible hidden shown ' +
    'collapsed expanded loading loaded selected current page step ascending descending other horizontal vertical ' +
    'top bottom left right start end center middle ltr rtl light dark small medium large sm md lg modal numeric ' +
    'decimal evenodd nonzero butt round square miter bevel meet slice all rows col row stylesheet icon print screen ' +
    // Enumerations of HTML that a page looks different by ("Rendering", presentational hints).
    'all groups cols above below hsides lhs rhs vsides box border void both absmiddle abscenter absbottom texttop justify ' +
    'baseline hard soft physical virtual slide scroll alternate noscroll disc circle square until-found manual hint ' +
    // Kinds of fields and lists.
    'text password email tel url search number range date datetime-local month week time color checkbox radio file ' +
    'image submit reset button ' +
    // Roles (WAI-ARIA).
    'alert alertdialog article banner cell columnheader combobox dialog figure form ' +
    'grid gridcell group heading img link list listbox listitem log main menu menubar menuitem menuitemcheckbox ' +
    'menuitemradio navigation option presentation progressbar radiogroup region rowgroup rowheader searchbox ' +
    'separator slider spinbutton status switch tab table tablist tabpanel textbox timer toolbar tooltip tree treeitem'
  ).split(' '),
)

/** True for one such word, or several with spaces between them. */
export const isWord = (value: string): boolean =>
  value.split(' ').every((word) => WORDS.has(word.toLowerCase()))
