/** The door of the wizard library's one part that needs Node: the reading of this machine's hardware. */
export type { Machine } from './hardware/machine.ts'
export { readComponents } from './hardware/read-components.ts'
