const CHANNELS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  APP: ['手机银行', 'Mobile bank'], COUNTER: ['柜面', 'Counter'], ONLINE: ['线上支付', 'Online payment'], POS: ['刷卡', 'Card terminal'], ATM: ['自助设备', 'Cash machine'],
  AUTO: ['自动划转', 'Automatic transfer'], BATCH: ['批量', 'Batch'], HOTLINE: ['客服热线', 'Hotline'], WEB: ['网上银行', 'Web bank'], WECOM: ['企业微信', 'WeCom'],
  APP_VISIT: ['打开手机银行', 'Opened the mobile bank'],
}

/** A channel of transactions in words; its code where we have none. */
export function channelName(code: string): { zh: string; en: string } {
  const [zh, en] = CHANNELS[code] ?? [code, code]
  return { zh, en }
}
