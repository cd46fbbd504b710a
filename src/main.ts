import { endWith } from './cli/refusal.ts'
import { run } from './run.ts'

try {
  await run()
} catch (error) {
  endWith(error)
}
