/**
 * What a session on the app is about: names of the event dictionary (domain specification 2.4) in order. A step that fails
 * (`FAILING`) ends the session with its other name.
 */
export interface SessionKind {
  readonly share: number
  readonly steps: readonly string[]
}

export const SESSION_KINDS: readonly SessionKind[] = [
  { share: 0.75, steps: ['login_ok'] },
  { share: 0.11, steps: ['login_ok', 'home_banner_view'] },
  { share: 0.02, steps: ['login_ok', 'home_banner_view', 'home_banner_click'] },
  { share: 0.09, steps: ['login_ok', 'transfer_start', 'transfer_confirm', 'transfer_ok'] },
  { share: 0.06, steps: ['login_ok', 'bill_pay_ok'] },
  { share: 0.07, steps: ['login_ok', 'product_list_view', 'product_detail_view'] },
  { share: 0.025, steps: ['login_ok', 'product_list_view', 'product_detail_view', 'buy_click', 'buy_confirm', 'buy_ok'] },
  { share: 0.01, steps: ['login_ok', 'product_detail_view', 'redeem_click', 'redeem_ok'] },
  { share: 0.03, steps: ['login_ok', 'search', 'product_detail_view'] },
  { share: 0.05, steps: ['login_ok', 'content_view', 'content_view'] },
  { share: 0.008, steps: ['login_ok', 'content_view', 'article_share'] },
  { share: 0.02, steps: ['login_ok', 'task_view', 'task_claim', 'task_done'] },
  { share: 0.012, steps: ['login_ok', 'coupon_claim', 'coupon_use'] },
  { share: 0.01, steps: ['login_ok', 'risk_test_start', 'risk_test_submit'] },
  { share: 0.012, steps: ['login_ok', 'loan_apply_start', 'loan_apply_step_1', 'loan_apply_step_2', 'loan_apply_step_3', 'loan_apply_step_4', 'loan_apply_ok'] },
  { share: 0.006, steps: ['login_ok', 'card_apply_start', 'card_apply_submit'] },
  { share: 0.014, steps: ['login_ok', 'chat_open', 'chat_msg', 'chat_handoff'] },
  { share: 0.004, steps: ['login_ok', 'nps_submit'] },
  { share: 0.025, steps: ['login_ok', 'face_ok', 'transfer_start', 'transfer_confirm', 'transfer_ok'] },
  { share: 0.006, steps: ['login_ok', 'bind_quickpay'] },
  { share: 0.004, steps: ['login_ok', 'live_join'] },
  { share: 0.003, steps: ['login_ok', 'invite_share'] },
  { share: 0.011, steps: ['login_fail'] },
  { share: 0.002, steps: ['login_ok', 'settings_personalised_off', 'consent_change'] },
]

/** Steps that may fail, what they are then called, how often. */
export const FAILING: Readonly<Record<string, { readonly as: string; readonly rate: number }>> = {
  face_ok: { as: 'face_fail', rate: 0.06 },
  transfer_ok: { as: 'transfer_fail', rate: 0.02 },
  buy_ok: { as: 'buy_fail', rate: 0.03 },
  loan_apply_step_4: { as: 'loan_apply_fail', rate: 0.05 },
  loan_apply_ok: { as: 'loan_apply_fail', rate: 0.25 },
}

/** TR7: where the funnels break. */
export const BREAKPOINTS = {
  /** (a) The face check of Android 8.3.1. */
  face: { os: 'ANDROID', version: '8.3.1', from: '2025-05-12', to: '2025-06-20', rate: 0.38 },
  /** (b) Risk tests begun and not handed in by those of 60 and above. */
  riskTest: { age: 60, rate: 0.61, others: 0.14 },
  /** (c) The upload of step four at branch 3. */
  upload: { branch: 3, rate: 0.44 },
  /** (d) The quota is gone at ten o'clock on the last day but one of a month. */
  quota: { hour: 10, rate: 0.5 },
} as const

/** Releases of the app: version and first day. */
export const RELEASES: readonly (readonly [version: string, from: string])[] = [
  ['8.0.2', '2023-10-01'], ['8.1.0', '2024-02-20'], ['8.1.4', '2024-05-10'], ['8.2.0', '2024-08-15'], ['8.2.3', '2024-12-05'],
  ['8.3.0', '2025-03-01'], ['8.3.1', '2025-05-12'], ['8.3.2', '2025-06-21'], ['8.4.0', '2025-09-10'], ['8.4.2', '2025-11-20'],
]

/** Hours of the day by how likely a session starts in them: peaks at 9-10, 12-13 and 20-21:30 (domain specification 2.3). */
export const HOUR_WEIGHTS: readonly number[] = [4, 2, 1, 1, 1, 3, 10, 28, 48, 92, 60, 46, 86, 50, 42, 42, 44, 46, 52, 66, 104, 78, 40, 14]

/** TR9: what brings somebody dormant back by themselves, as multiples of the hazard of an ordinary day. */
export const KEY_TIMES = { hazard: 0.003, payDay: 2.6, beforeMaturity: 3.1, maturityFrom: -7, maturityTo: -3, yearEnd: 1.9, evening: 1.4, eveningHours: [20, 21] } as const
