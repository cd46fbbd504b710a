/** Jest's `globalTeardown`. */
export { closeDoor as default } from './postgres-of-the-run.ts'
