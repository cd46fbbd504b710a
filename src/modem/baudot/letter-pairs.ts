/**
 * How surprising a letter is after another, from what this line says and what is written about it in English (four
 * parts), German, French and Dutch: -2 times the binary logarithm of how often one follows the other, in base 36. Rows
 * and columns are A to Z and the space.
 */
const pairs = [
  'bd8bedbjalc7b5lbl876acikbk6',
  '8ill3lhc6kl6lk7llaheajll8la',
  '6lel6ll4bl8akl5llbe7blllhla',
  '9jld4kel6kkigk9lla9g9khlci3',
  'aebaadeebkgac6jci589cdffcc3',
  '8fkh9ael6lidlf5ll8g79lllji3',
  '7jjh4leb8lkekaall5bcbjllfj4',
  '5ikk3klj7lkdgf7jlah9fllkhl6',
  'df996caekbd9c49eib65kalglhc',
  '9llc48blll7ll68lll8l9cllll5',
  '9glj3leiaffblc9llg87ciglfl4',
  '6fja4dhk6li5kl7gki9caiilbl5',
  '59lb4lil8llh8i77llcdcillll5',
  'bib66g8lalgefb8jjh88aikkeh3',
  'geaa99bkclcb85aal6a86eajjk7',
  '7gkj5jiacll7kd78l5aa7illgl6',
  'lllllllllll7llllllll1lllll8',
  '9fg94jeg9lcfcc7ile8a9dilbi3',
  'blbj6kld8lddjhadhja6ckclhl2',
  '9ljl6kh57ilhll9ila9cckbleg3',
  'edae8acibhda86i8l676gdbfil7',
  '5lil2lkl7lllll5klbllilllkli',
  '6lll5ll55lllla7llablelllll7',
  '6lal9lll8lllell9lll3lllgal4',
  'hejl8lllhllhjh79ll6allhlll1',
  'blll4lll8lllll8llll97lalll2',
  '6a999baa7fbaa989gb87bb9kfel',
] as const

const space = 26

/** In nats. What is no letter counts as a space. */
export function surpriseAfter(before: string, letter: string): number {
  const halfBits = parseInt(pairs[placeOf(before)]?.charAt(placeOf(letter)) ?? '', 36)
  return (halfBits / 2) * Math.LN2
}

function placeOf(character: string): number {
  return /^[A-Z]$/.test(character) ? character.charCodeAt(0) - 65 : space
}
