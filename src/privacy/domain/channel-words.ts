/**
 * Words customers' statements name a way of contact by. A task is a person's call or chat; a webhook feeds the bank's
 * push and SMS gateways, so a no to either counts; a file has no way of its own.
 */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  EMAIL: ['EMAIL', 'MAIL'],
  TASK: ['TASK', 'CALL', 'PHONE', 'RM', 'WECOM'],
  WEBHOOK: ['WEBHOOK', 'SMS', 'PUSH', 'APP', 'APP_PUSH'],
  FILE: ['FILE'],
}

/** The words of a channel the product sends by; of any other, its own name. */
export function channelWords(channel: string): readonly string[] {
  const plain = channelWord(channel)
  return plain === '' ? [] : (WORDS[plain] ?? [plain])
}

/** One spelling of a channel in a statement; empty stands for every channel. */
export function channelWord(text: string): string {
  const plain = text.trim().toUpperCase()
  return plain === 'ALL' || plain === '*' ? '' : plain
}
