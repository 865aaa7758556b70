/** Names of features that are made of attributes and behaviour. */
export const names = {
  days: (name: string): string => `${name}至今天数`,
  count: (days: number, name: string): string => `近 ${days} 天${name}次数`,
  sum: (days: number, name: string, field: string): string => `近 ${days} 天${name}${field}合计`,
}
