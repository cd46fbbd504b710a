export type PasswordFlaw = 'password-too-short' | 'password-too-long' | 'password-common'

const fewest = 12

/** Longer ones cost nothing more, but a body has an end. */
const most = 200

/**
 * What is wrong with a new password. Long and not among the commonest is enough (NIST SP 800-63B): what asks for a sign
 * and a capital gets `Password1234!`, so such an end does not make a common one another.
 */
export async function flawOf(password: string): Promise<PasswordFlaw | undefined> {
  const characters = Array.from(password.normalize('NFC'))
  if (characters.length < fewest) return 'password-too-short'
  if (characters.length > most) return 'password-too-long'
  if (new Set(characters).size < fewestDifferent) return 'password-common'
  const common = await commonest()
  const small = password.normalize('NFC').toLowerCase()
  const bare = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return common.has(small) || bare === '' || common.has(bare) ? 'password-common' : undefined
}

const fewestDifferent = 5

let read: Promise<ReadonlySet<string>> | undefined

/** Fifty thousand, read when the first password is chosen. */
function commonest(): Promise<ReadonlySet<string>> {
  read ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map(String)),
  )
  return read
}
