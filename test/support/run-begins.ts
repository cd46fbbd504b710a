/** Jest's `globalSetup`. */
export { openDoor as default } from './postgres-of-the-run.ts'
