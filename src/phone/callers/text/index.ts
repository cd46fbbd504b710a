export type { TextMachine } from './machine.ts'
export {
  byHand,
  courteous,
  hasty,
  inLetters,
  inLines,
  interrupting,
  numbering,
  relayOperator,
  slow,
  typist,
  type TextManner,
} from './manner.ts'
export {
  createTextCaller,
  type Sheet,
  type TextCall,
  type TextCaller,
  type TextQuirk,
} from './text-caller.ts'
export { tellTextStory } from './tell.ts'
