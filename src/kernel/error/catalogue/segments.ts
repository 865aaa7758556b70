export const segmentErrors = {
  SEGMENT_NO_SNAPSHOT: {
    status: 409,
    zh: '客群 {key} 还没有快照，请先生成快照。',
    en: 'The segment {key} has no snapshot yet; take one first.',
  },
} as const
