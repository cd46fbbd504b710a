import { Command } from 'commander'
import {
  drawToken,
  hashOfToken,
  type Scope,
  scopes,
  type Token,
  type Tokens,
} from '../api/token.ts'
import { loadLedgerSettings, readEnvironment } from '../config.ts'
import { openApiStore } from '../stores/api-store.ts'
import { openDatabase } from '../stores/open-database.ts'
import { print } from './arguments.ts'
import { Refusal } from './refusal.ts'
import { day, dayOf, lastDay, scopesOf, tokenName } from './tokens/options.ts'

/** `activation-line tokens …`: who may use the API for what. */
export function tokensCommand(): Command {
  const tokens = new Command('tokens').description('who may use the API, and for what')

  tokens
    .command('add')
    .description('make a token; it is printed once and cannot be shown again')
    .requiredOption('--name <name>', 'who it is for; it stands in the audit', tokenName)
    .requiredOption('--scope <scopes>', `with commas between: ${scopes.join(', ')}`, scopesOf)
    .option('--expires <day>', 'its last day, in UTC: 2027-03-31', lastDay)
    .option('--json', 'print the result as JSON')
    .action(add)

  tokens
    .command('list')
    .description('list the tokens, without what they are')
    .option('--json', 'print the result as JSON')
    .action(list)

  tokens
    .command('remove')
    .description('take a token back: it is refused from now on')
    .requiredOption('--name <name>', 'who it is for', tokenName)
    .option('--json', 'print the result as JSON')
    .action(remove)
  return tokens
}

type Shown = {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly created: string
  /** Its last day. */
  readonly expires: string | null
  readonly lastUsed: string | null
}

async function add(options: {
  readonly name: string
  readonly scope: readonly Scope[]
  readonly expires?: number
  readonly json?: boolean
}): Promise<void> {
  const { name, expires } = options
  const secret = drawToken()
  const token = {
    name,
    hash: hashOfToken(secret),
    scopes: options.scope,
    createdAt: Date.now(),
    ...(expires !== undefined && { expiresAt: expires + day }),
  }
  const added = await withTokens((tokens) => tokens.add(token))
  if (added === 'taken') {
    throw new Refusal('There is a token with this name already; remove it first, or name another.')
  }
  const { created: _, lastUsed: __, ...told } = shown(token)
  print({ ...told, token: secret }, [secret, 'Keep it: it is not shown again.'], options.json)
}

async function list({ json }: { readonly json?: boolean }): Promise<void> {
  const all = (await withTokens((tokens) => tokens.list())).map(shown)
  print(all, all.length === 0 ? ['There are no tokens yet.'] : all.map(wordsFor), json)
}

async function remove({
  name,
  json,
}: {
  readonly name: string
  readonly json?: boolean
}): Promise<void> {
  const wasThere = await withTokens((tokens) => tokens.remove(name))
  if (!wasThere) throw new Refusal('There is no token with this name.')
  print({ name, removed: true }, [`${name} is removed.`], json)
}

/** Works on the tokens beside a running line, which looks each one up when it is used. */
async function withTokens<T>(work: (tokens: Tokens) => Promise<T>): Promise<T> {
  const settings = loadLedgerSettings(readEnvironment())
  const database = await openDatabase(settings.database)
  try {
    const { tokens } = await openApiStore(database)
    return await work(tokens)
  } finally {
    await database.destroy()
  }
}

function shown({
  name,
  scopes: may,
  createdAt,
  expiresAt,
  lastUsedOn,
}: Omit<Token, 'hash'>): Shown {
  return {
    name,
    scopes: may,
    created: dayOf(createdAt),
    expires: expiresAt === undefined ? null : dayOf(expiresAt - day),
    lastUsed: lastUsedOn === undefined ? null : dayOf(lastUsedOn),
  }
}

function wordsFor({ name, scopes: may, expires, lastUsed }: Shown): string {
  const until = expires === null ? '' : `, until ${expires}`
  const used = lastUsed === null ? 'never used' : `last used ${lastUsed}`
  return `${name}  ${may.join(', ')}${until}  (${used})`
}
