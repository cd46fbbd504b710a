/**
 * The door of the wizard library: all but the reading of hardware, and all of it runs in a browser. Whatever a user
 * typed or a file says is answered with a value, a refusal with its reason; what throws says so.
 */
export type { ConfirmationId, InstallationId } from '../base/brand.ts'
export type { ComponentName, Components } from '../identifiers/fingerprint.ts'
export type { Installation } from '../identifiers/installation-id.ts'
export { answerLine, readAnswer, readAnswers } from './answers.ts'
export type { Answer } from './answers.ts'
export { bare, blockLetters, checkBlock, letterOf } from './blocks.ts'
export type { BlockCheck, BlockLetter } from './blocks.ts'
export { confirm } from './confirm.ts'
export type { Confirmation } from './confirm.ts'
export { depositAnswer } from './deposit-answer.ts'
export type { Deposited } from './deposit-answer.ts'
export { installation, leastComponents, makeReleaseId } from './installation.ts'
export type { InstallationRefusal, ProductKeyFault } from './installation.ts'
export { licenceStatus } from './licence-status.ts'
export type { LicenceStatus } from './licence-status.ts'
export type { BadLine, LineFault, ReadLines } from './lines.ts'
export { parseProduct } from './product.ts'
export type { ParsedProduct, Product } from './product.ts'
export { readRequests, requestLine } from './requests.ts'
export type { Request } from './requests.ts'
export { parseState, storedState } from './state.ts'
export type {
  ActivatedState,
  ParsedState,
  RefusedState,
  ReleasedState,
  StoredState,
  WaitingState,
  WizardState,
} from './state.ts'
export { activate, begin, release } from './transitions.ts'
export type { Beginning } from './transitions.ts'
