import { compiled } from './compiled.ts'
import { openDoor } from './postgres-of-the-run.ts'

/** Jest's `globalSetup`. */
export default async function begin(): Promise<void> {
  Object.assign(process.env, compiled)
  await openDoor()
}
