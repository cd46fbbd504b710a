import type { OperatorId } from '../base/operator.ts'

/** By which Twilio knows an operator's softphone: it takes letters, digits and the underscore. */
export function identityOf(operator: OperatorId): string {
  return Buffer.from(operator).toString('hex')
}

/** Nothing where it is none of ours. */
export function operatorOf(identity: string): OperatorId | undefined {
  if (!/^(?:[0-9a-f]{2}){1,60}$/.test(identity)) return undefined
  return Buffer.from(identity, 'hex').toString() as OperatorId
}

/** The name of one of an operator's legs in a conference, where no two may have the same. */
export function labelOf(operator: OperatorId, leg: string): string {
  return `${identityOf(operator)}_${leg}`
}

/** Whose leg it is; nothing: a caller's. */
export function operatorLabelled(label: string): OperatorId | undefined {
  return operatorOf(label.split('_')[0] ?? '')
}
