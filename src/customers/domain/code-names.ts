interface Words {
  readonly zh: string
  readonly en: string
}
type List = Readonly<Record<string, readonly [zh: string, en: string]>>

const CHANNELS: List = {
  APP: ['手机银行', 'Mobile bank'], COUNTER: ['柜面', 'Counter'], ONLINE: ['线上支付', 'Online payment'], POS: ['刷卡', 'Card terminal'], ATM: ['自助设备', 'Cash machine'],
  AUTO: ['自动划转', 'Automatic transfer'], BATCH: ['批量', 'Batch'], HOTLINE: ['客服热线', 'Hotline'], WEB: ['网上银行', 'Web bank'], WECOM: ['企业微信', 'WeCom'],
  SMS: ['短信', 'Text message'], PHONE: ['电话', 'Phone'], PUSH: ['消息推送', 'Push message'], EMAIL: ['邮件', 'E-mail'], RM: ['客户经理', 'Relationship manager'], BRANCH: ['网点', 'Branch'],
  APP_CHAT: ['在线客服', 'Online chat'], APP_VISIT: ['打开手机银行', 'Opened the mobile bank'],
}

/**
 * Codes banks commonly load into columns whose codes the bank model leaves open, by column (domain
 * specification 2.1). Numbers are those of standards: education GB/T 4658, marital status GB/T 2261.2, merchants ISO 18245.
 */
const LISTS: Readonly<Record<string, List>> = {
  education: {
    PRIMARY: ['小学', 'Primary school'], JUNIOR: ['初中', 'Junior school'], SENIOR: ['高中', 'Senior school'], VOCATIONAL: ['中专', 'Vocational school'], COLLEGE: ['大专', 'College'],
    BACHELOR: ['本科', 'Bachelor'], MASTER: ['硕士', 'Master'], DOCTOR: ['博士', 'Doctor'],
    10: ['研究生', 'Postgraduate'], 20: ['大学本科', 'Undergraduate'], 30: ['大学专科', 'Junior college'], 40: ['中专', 'Secondary vocational'], 60: ['高中', 'Senior school'], 70: ['初中', 'Junior school'], 80: ['小学', 'Primary school'],
  },
  marital: {
    SINGLE: ['未婚', 'Single'], MARRIED: ['已婚', 'Married'], DIVORCED: ['离异', 'Divorced'], WIDOWED: ['丧偶', 'Widowed'],
    10: ['未婚', 'Single'], 20: ['已婚', 'Married'], 30: ['丧偶', 'Widowed'], 40: ['离异', 'Divorced'],
  },
  occupation_code: {
    STUDENT: ['学生', 'Student'], WORKER: ['工人', 'Worker'], OFFICE: ['职员', 'Office worker'], SALES: ['销售', 'Sales'], TECH: ['技术人员', 'Technical staff'], TEACHER: ['教师', 'Teacher'],
    MEDICAL: ['医护', 'Medical staff'], CIVIL: ['公务员', 'Civil servant'], OWNER: ['企业主', 'Business owner'], DRIVER: ['司机', 'Driver'], RETIRED: ['退休', 'Retired'],
    FARMER: ['农民', 'Farmer'], LAWYER: ['律师', 'Lawyer'], DOCTOR: ['医生', 'Doctor'], FREELANCE: ['自由职业', 'Freelancer'], OTHER: ['其他', 'Other'],
  },
  income_band: {
    LOW: ['低收入', 'Low'], MID: ['中等收入', 'Middle'], MIDDLE: ['中等收入', 'Middle'], HIGH: ['高收入', 'High'],
  },
  open_channel: CHANNELS,
  channel: CHANNELS,
  mcc: {
    4111: ['公共交通', 'Local transport'], 4121: ['出租车', 'Taxis'], 4131: ['长途客运', 'Bus lines'], 4511: ['航空', 'Airlines'], 4784: ['路桥通行费', 'Tolls'], 4814: ['通信费', 'Telecommunications'], 4899: ['有线电视', 'Cable television'],
    4900: ['水电燃气', 'Utilities'], 5211: ['建材', 'Building materials'], 5311: ['百货', 'Department stores'], 5411: ['超市', 'Grocery stores'], 5541: ['加油站', 'Service stations'], 5542: ['自助加油', 'Automated fuel dispensers'], 5641: ['母婴用品', 'Children and infants'],
    5712: ['家具', 'Furniture'], 5812: ['餐饮', 'Restaurants'], 5960: ['保险直销', 'Direct insurance'], 6211: ['证券', 'Securities'], 6300: ['保险', 'Insurance'], 6513: ['房屋租赁', 'Real estate rentals'],
    7011: ['住宿', 'Hotels'], 7523: ['停车', 'Parking'], 8211: ['中小学', 'Schools'], 8220: ['高等院校', 'Colleges'], 8241: ['函授', 'Correspondence schools'], 8244: ['商务培训', 'Business schools'],
    8249: ['职业培训', 'Vocational schools'], 8299: ['教育培训', 'Educational services'], 8351: ['托育', 'Child care'],
  },
}

/** What a code of a column is called, by the lists that ship with us; a code nobody named stays as it is. */
export function shippedName(column: string, code: string): Words {
  const [zh, en] = LISTS[column]?.[code] ?? [code, code]
  return { zh, en }
}

/** A channel in words; its code where we have none. */
export const channelName = (code: string): Words => shippedName('channel', code)
