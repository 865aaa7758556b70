/** Marginals of the bank (domain specification 2.3) that are not of one tier or archetype. Money in yuan, shares of 1. */
export const PAY = { median: 8200, sigma: 0.55, days: [5, 10, 15, 20, 25], dayShares: [0.15, 0.35, 0.28, 0.12, 0.1], leakMain: 0.28, leakOther: 0.81, leakKappa: 6 } as const
export const PENSION = { day: 15, median: 3600, sigma: 0.35, silver: 0.65, others: 0.2 } as const
/** Chance of a payroll account for someone with next to nothing here, as a part of the archetype's. */
export const NEAR_ZERO_PAYROLL = 0.25
export const PARENTS = 0.315
export const NEW_CITIZENS = 0.25
export const OWNERS = 0.0185
export const TENURE_YEARS = 8.5
export const CONSENT = { granted: 0.82, withdrawn: 0.06, personalisedOff: 0.04 } as const
/** Stated ratings of those who have one; thresholds on the answered appetite are solved so that the shares hold. */
export const RATING = { shares: [0.14, 0.31, 0.33, 0.16, 0.06], below: [1.06, 2.22, 3.4, 4.44], spread: 0.85, expired: 0.25 } as const
/** TR6, per 50,000 customers: mis-tagged payroll investors, truly careful look-alikes, contradictory noise. */
export const MIS_TAGGED = { hidden: 600, careful: 350, noise: 100 } as const
/** TR12: who does not react to a benefit at all, and the least face in yuan that moves the others. */
export const BENEFIT = { insensitive: 0.3, faces: [8, 18, 48], shares: [0.45, 0.35, 0.2] } as const
/** TR2: what moves the monthly logit of leaving. */
export const HAZARD = { products: -0.35, payroll: -0.9, loginDrop: 0.6, complaint: 0.8, unrolled: 0.5, managerLeft: 0.7, tenure: -0.2 } as const
/** Days after which half of a leaver's money is gone. */
export const DECAY_DAYS = 18
/** Monthly chances of what moves it. */
export const EVENT = { loginDrop: 0.0145, complaint: 0.0013, unrolled: 0.12 } as const
/** Months for which somebody used to the app stops opening it when logins fall (TR2's Δlogins). */
export const LOGINS_LOST = 9
/** Chances of opening the app in a month: whoever is used to it, and others who have it; `kept` makes up for those who lose the habit. */
export const HABIT = { always: 0.96, seldom: 0.08, kept: 1.07 } as const
/** TR17: what moves the logarithm of monthly spending, on centred features. */
export const SPENDING = { payPerLog: 0.35, parent: 0.25, female: 0.12, elder: -0.2, mainBank: 0.7, noise: 0.35 } as const
/** TR8, July 2025: the departed manager of SB22, the unrolled maturities of BR04, two large customers of BR01. */
export const ANOMALY = { month: 19, branch: 4, sub: 22, manager: 1, managerShare: 0.039, managerLoss: 0.64, waveShare: 0.021, waveCustomers: 0.11, riseBranch: 1, risers: 2, riseShare: 0.06, offShelfBranch: 5 } as const
/**
 * Who drives: chance by age from the lower edges on, times `exp(pay · z)` of the draw of pay, more for parents, less where number
 * plates are rationed. Of their payments these parts are for the car (transport, and other daily spending), of everybody else's
 * transport a few.
 */
export const CAR = { ages: [20, 25, 35, 55, 65, 75], owns: [0, 0.12, 0.34, 0.42, 0.26, 0.1, 0.02], pay: 0.35, parent: 1.3, rationed: 0.8, most: 0.9, ofTransport: 0.85, ofDaily: 0.18, borrowed: 0.05 } as const
/** Payments for a car by size in fen: below the first parking or a toll, from the second on fuel alone. */
export const CAR_SIZES = { small: 4000, large: 15_000 } as const
/** What people hold dear, in the order of `value_type`: as spending suggests for a part, else by these weights. */
export const VALUES = { codes: ['FAMILY', 'SAFETY', 'STATUS', 'THRIFT', 'GROWTH'], weights: [0.26, 0.22, 0.14, 0.22, 0.16], ofDriver: [4, 3, 3, 5, 2, 1], agrees: 0.6, mean: 5.4, own: 2.8, spread: 1.2 } as const
/** Who is asked to take part in research, agrees, takes it back, and answers the survey of values. */
export const RESEARCH = { asked: 0.34, agrees: 0.62, withdraws: 0.05, answers: 0.72 } as const
/** Spending categories with their merchant category codes. */
export const SPEND_CATEGORIES = [
  { code: 'GROCERY', mcc: '5411', weight: 0.3 }, { code: 'DINING', mcc: '5812', weight: 0.24 }, { code: 'SHOPPING', mcc: '5311', weight: 0.2 },
  { code: 'TRANSPORT', mcc: '4121', weight: 0.12 }, { code: 'HEALTH', mcc: '8062', weight: 0.07 }, { code: 'EDUCATION', mcc: '8299', weight: 0.07 },
] as const
/** Merchants of a spending category. */
export const MERCHANTS = 700
/** What a car costs on the way: merchants after those of the spending categories, booked as transport. */
export const CAR_CATEGORIES = [{ mcc: '5541' }, { mcc: '5542' }, { mcc: '4784' }, { mcc: '7523' }] as const
export const CAR_MERCHANTS = 120
