/** Progressive enhancement of the pages: each file adds one thing to what already works without it. */
import { startConfirm } from './confirm.ts'
import { startCopy } from './copy.ts'
import { startDialogs } from './dialogs.ts'
import { startForms } from './forms.ts'
import { startRefresh } from './refresh.ts'
import { startRows } from './rows.ts'
import { startSide } from './side.ts'
import { startTheme } from './theme.ts'
import { startTimes } from './times.ts'
import { startTryApi } from './try-api.ts'

// Styles show what needs the script only when it runs.
document.documentElement.dataset.script = ''
for (const element of document.querySelectorAll<HTMLElement>('[data-needs-script]')) element.hidden = false

startTimes()
startDialogs()
// Before the forms: what waits for an answer has not been sent.
startConfirm()
startForms()
startCopy()
startRows()
startSide()
startTheme()
startRefresh()
startTryApi()
