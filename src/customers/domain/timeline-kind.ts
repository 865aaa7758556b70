/** What a timeline shows, and filters by. */
export const timelineKinds = ['txn', 'session', 'touch', 'complaint', 'ticket', 'survey', 'consent', 'product', 'rating', 'contact', 'benefit', 'identity'] as const
export type TimelineKind = (typeof timelineKinds)[number]

export function isTimelineKind(text: string): text is TimelineKind {
  return (timelineKinds as readonly string[]).includes(text)
}
