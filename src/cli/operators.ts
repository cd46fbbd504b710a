import { Command } from 'commander'
import type { Act } from '../activation/ledger.ts'
import type { Country, E164, Language } from '../base/brand.ts'
import { type OperatorState, type Role, roles } from '../base/operator.ts'
import type { Account, AccountStore } from '../operators/accounts/account-store.ts'
import {
  invite,
  inviteAgain,
  invitationLink,
  type Invitation,
} from '../operators/accounts/invite.ts'
import {
  emailAddress,
  ownTelephone,
  personName,
  someCountries,
  someLanguages,
  someRoles,
  telephoneOrNone,
} from '../operators/accounts/person.ts'
import type { Operator } from '../operators/accounts/operator.ts'
import { print } from './arguments.ts'
import { demoCommand } from './operators/demo.ts'
import { listBy, readBy } from './operators/options.ts'
import { withOperators } from './operators/with-operators.ts'
import { Refusal } from './refusal.ts'

/** `activation-line operators …`: who operates the line. */
export function operatorsCommand(): Command {
  const operators = new Command('operators').description('who operates the line, and as what')
  const who = ['--who <who>', 'his e-mail address or his id'] as const
  const role = ['--role <roles>', `with commas between: ${roles.join(', ')}`] as const
  const languages = ['--languages <languages>', 'those he helps in: nl,de'] as const
  const countries = ['--countries <countries>', 'those he helps: NL,BE'] as const
  const json = ['--json', 'print the result as JSON'] as const
  const phone = 'his own, where he is called instead of his browser'

  operators
    .command('add')
    .description('add one; the link by which he chooses his password is printed once')
    .requiredOption('--name <name>', 'what his colleagues call him', readBy(personName))
    .requiredOption('--email <address>', 'he signs in with it', readBy(emailAddress))
    .requiredOption(...role, listBy(someRoles))
    .option(...languages, listBy(someLanguages), [])
    .option(...countries, listBy(someCountries), [])
    .option('--telephone <number>', phone, readBy(ownTelephone))
    .option(...json)
    .action(add)

  operators
    .command('list')
    .description('list them')
    .option(...json)
    .action(list)

  operators
    .command('role')
    .description('give him other roles, from his next request on')
    .requiredOption(...who)
    .requiredOption(...role, listBy(someRoles))
    .option(...json)
    .action(setRoles)

  operators
    .command('change')
    .description('change what else is known of him')
    .requiredOption(...who)
    .option('--name <name>', 'what his colleagues call him', readBy(personName))
    .option(...languages, listBy(someLanguages))
    .option(...countries, listBy(someCountries))
    .option('--telephone <number>', `${phone}; or none`, readBy(telephoneOrNone))
    .option(...json)
    .action(change)

  for (const [name, state, description] of [
    ['disable', 'disabled', 'sign him out everywhere, and let him in no more'],
    ['enable', 'active', 'let him in again'],
  ] as const) {
    operators
      .command(name)
      .description(description)
      .requiredOption(...who)
      .option(...json)
      .action((options: Named) => setState(options, state))
  }

  operators
    .command('reset')
    .description('he has lost password or authenticator: sign him out, and print another link')
    .requiredOption(...who)
    .option(...json)
    .action(reset)

  operators.addCommand(demoCommand())
  return operators
}

type Named = { readonly who: string; readonly json?: boolean }

const actNow = (): Act => ({ by: 'cli', at: Date.now() })

async function add(options: {
  readonly name: string
  readonly email: string
  readonly role: readonly Role[]
  readonly languages: readonly Language[]
  readonly countries: readonly Country[]
  readonly telephone?: E164
  readonly json?: boolean
}): Promise<void> {
  const { name, email, role, languages, countries, telephone, json } = options
  const person = { name, email, roles: role, languages, countries, ...(telephone && { telephone }) }
  const invited = await withOperators(async ({ accounts, settings }) => {
    const result = await invite(accounts, person, actNow())
    if (result === 'taken') {
      throw new Refusal(
        'There is an operator with this address already; `reset` invites him again.',
      )
    }
    return { id: result.id, ...told(settings.publicUrl, result.invitation) }
  })
  print(invited, wordsOfLink(invited), json)
}

async function reset({ who, json }: Named): Promise<void> {
  const invited = await withOperators(async ({ accounts, settings }) => {
    const { id } = await find(accounts, who)
    const invitation = await inviteAgain(accounts, id, actNow())
    if (invitation === undefined) throw ofOrganisation()
    return { id, ...told(settings.publicUrl, invitation) }
  })
  print(invited, wordsOfLink(invited), json)
}

type Told = { readonly link: string; readonly expires: string }

function told(publicUrl: string, invitation: Invitation): Told {
  return {
    link: invitationLink(publicUrl, invitation),
    expires: new Date(invitation.expiresAt).toISOString(),
  }
}

function wordsOfLink({ link, expires }: Told): readonly string[] {
  return [
    link,
    `Give it to nobody else. It is good once, until ${expires}, and is not shown again.`,
  ]
}

async function list({ json }: { readonly json?: boolean }): Promise<void> {
  const all = (await withOperators(({ accounts }) => accounts.list())).map(shown)
  print(all, all.length === 0 ? ['There are no operators yet.'] : all.map(wordsFor), json)
}

async function setRoles({
  role,
  ...named
}: Named & { readonly role: readonly Role[] }): Promise<void> {
  await alter(named, (accounts, { id, identity }) => {
    if (identity.kind === 'organisation') throw ofOrganisation()
    return accounts.setRoles(id, role, actNow())
  })
}

async function setState(named: Named, state: OperatorState): Promise<void> {
  await alter(named, (accounts, { id }) => accounts.setState(id, state, actNow()))
}

async function change(
  options: Named & {
    readonly name?: string
    readonly languages?: readonly Language[]
    readonly countries?: readonly Country[]
    readonly telephone?: E164 | 'none'
  },
): Promise<void> {
  const { who, json, ...changes } = options
  if (Object.keys(changes).length === 0) throw new Refusal('Say what is to be changed.')
  await alter({ who, ...(json && { json }) }, (accounts, { id }) =>
    accounts.change(id, changes, actNow()),
  )
}

async function alter(
  { who, json }: Named,
  work: (accounts: AccountStore, operator: Operator) => Promise<Operator | undefined>,
): Promise<void> {
  const account = await withOperators(async ({ accounts }) => {
    const { id } = (await work(accounts, await find(accounts, who))) ?? {}
    return id === undefined ? undefined : accounts.find(id)
  })
  if (account === undefined) throw new Refusal('There is no such operator.')
  print(shown(account), [wordsFor(shown(account))], json)
}

/** By id, or by an address that only one has. */
async function find(accounts: AccountStore, who: string): Promise<Operator> {
  const named = (await accounts.list()).filter(
    ({ operator: { id, email } }) => id === who || email === who.trim().toLowerCase(),
  )
  const [account] = named
  if (account === undefined) throw new Refusal('There is no such operator.')
  if (named.length > 1) throw new Refusal('Several have this address: name one by his id.')
  return account.operator
}

function ofOrganisation(): Refusal {
  return new Refusal('His organisation says that: change it there.')
}

type Shown = Pick<Operator, 'id' | 'name' | 'email' | 'roles' | 'languages' | 'countries'> & {
  readonly telephone: string | null
  readonly state: OperatorState
  readonly by: Operator['identity']['kind']
  readonly enrolled: boolean
}

function shown({ operator, credentials }: Account): Shown {
  const { identity, telephone, ...rest } = operator
  return {
    ...rest,
    telephone: telephone ?? null,
    by: identity.kind,
    enrolled: identity.kind === 'organisation' || credentials.password !== undefined,
  }
}

function wordsFor({ id, name, email, roles: may, state, by, enrolled }: Shown): string {
  const more = [
    ...(by === 'organisation' ? ['by the organisation'] : []),
    ...(enrolled ? [] : ['not enrolled yet']),
    ...(state === 'disabled' ? ['disabled'] : []),
  ]
  const end = more.length === 0 ? '' : `  (${more.join(', ')})`
  return `${id}  ${name} <${email}>  ${may.join(', ')}${end}`
}
