import { Command } from 'commander'
import { prepareDemoOperators } from '../../operators/accounts/demo-operators.ts'
import { createPasswordHashing } from '../../operators/accounts/password-hash.ts'
import { createSealing } from '../../operators/accounts/sealing.ts'
import { sealingPurpose } from '../../operators/open-console.ts'
import { print } from '../arguments.ts'
import { Refusal } from '../refusal.ts'
import { withOperators } from './with-operators.ts'

/** `activation-line operators demo`: how one signs in to try the demo. */
export function demoCommand(): Command {
  return new Command('demo')
    .description("the demo's operators, one for each role, with a code that is good now")
    .option('--json', 'print the result as JSON')
    .action(show)
}

async function show({ json }: { readonly json?: boolean }): Promise<void> {
  const signIns = await withOperators(async ({ accounts, secrets, settings }) => {
    if (settings.mode !== 'demo') {
      throw new Refusal('This is no demo: `operators add` invites somebody.')
    }
    const hashing = createPasswordHashing()
    const sealing = createSealing(secrets.derive(sealingPurpose, 32))
    return prepareDemoOperators({ accounts, hashing, sealing, secrets }, Date.now())
  })
  const words = signIns.map(
    ({ role, email, password, code }) =>
      `${role.padEnd(13)}  ${email}  password ${password}  code ${code}`,
  )
  print(signIns, words, json)
}
