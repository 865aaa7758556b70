import type { Translated } from '../../../../ui/language/translated.js'
import type { words as zh } from './words-plan.zh.js'

export const words: Translated<typeof zh> = {
  zh: 'Chinese', en: 'English', near: 'Near by', nearBy: { share: 'a share of the next floor', amount: 'an amount' }, nearAmount: 'Lacking at most', money: 'Money counted', moneyHint: 'What the money of a cell adds up; the amount it is cut by when none is set.', noMoney: 'Not set', ownMoney: 'Set',
  hold: 'Must last (days)', holdHint: 'The days above when empty; 0 counts at once', onlyFrom: 'Entered only from', anywhere: 'any state', most: 'Stays at most (days)', mostHint: 'Only where it is entered from named states', none: 'When no stage is met', description: 'Description', owner: 'Owner', purposes: 'Purposes', purposesHint: 'All that its inputs allow when empty', formula: 'A tag, an attribute, a figure of rows over a window, or a formula',
}
