/** What a caller says when a person has asked him something; nothing where he has nothing to say. */
export type Replies = (question: string, groups: readonly string[]) => string | undefined

/** Reads aloud the groups whose numbers stand in the question, in its order: `Which digits has group 6?` */
export const readsGroups: Replies = (question, groups) => {
  const asked = [...question.matchAll(/(?<![\d])[1-9](?!\d)/g)]
  const read = asked.flatMap(([number]) => groups[Number(number) - 1] ?? [])
  return read.length === 0 ? undefined : read.join(', ')
}
