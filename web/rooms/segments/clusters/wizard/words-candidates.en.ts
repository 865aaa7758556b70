import type { names as zh } from './words-candidates.zh.js'

/** Names of features that are made of attributes and behaviour. */
export const names: typeof zh = {
  days: (name) => `Days since ${name.toLowerCase()}`,
  count: (days, name) => `${name}: count, ${days} days`,
  sum: (days, name, field) => `${name}: ${field.toLowerCase()}, ${days} days`,
}
