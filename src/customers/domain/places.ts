interface Words {
  readonly zh: string
  readonly en: string
}

/** Provinces by the first two digits of a place code (GB/T 2260). */
const PROVINCES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  11: ['北京', 'Beijing'], 12: ['天津', 'Tianjin'], 13: ['河北', 'Hebei'], 14: ['山西', 'Shanxi'], 15: ['内蒙古', 'Inner Mongolia'],
  21: ['辽宁', 'Liaoning'], 22: ['吉林', 'Jilin'], 23: ['黑龙江', 'Heilongjiang'], 31: ['上海', 'Shanghai'], 32: ['江苏', 'Jiangsu'],
  33: ['浙江', 'Zhejiang'], 34: ['安徽', 'Anhui'], 35: ['福建', 'Fujian'], 36: ['江西', 'Jiangxi'], 37: ['山东', 'Shandong'],
  41: ['河南', 'Henan'], 42: ['湖北', 'Hubei'], 43: ['湖南', 'Hunan'], 44: ['广东', 'Guangdong'], 45: ['广西', 'Guangxi'],
  46: ['海南', 'Hainan'], 50: ['重庆', 'Chongqing'], 51: ['四川', 'Sichuan'], 52: ['贵州', 'Guizhou'], 53: ['云南', 'Yunnan'],
  54: ['西藏', 'Tibet'], 61: ['陕西', 'Shaanxi'], 62: ['甘肃', 'Gansu'], 63: ['青海', 'Qinghai'], 64: ['宁夏', 'Ningxia'],
  65: ['新疆', 'Xinjiang'], 71: ['台湾', 'Taiwan'], 81: ['香港', 'Hong Kong'], 82: ['澳门', 'Macao'],
}

/** Large cities by the first four digits; another city is told by its province and code. */
const CITIES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  1101: ['北京', 'Beijing'], 1201: ['天津', 'Tianjin'], 1301: ['石家庄', 'Shijiazhuang'], 1302: ['唐山', 'Tangshan'], 1306: ['保定', 'Baoding'],
  1401: ['太原', 'Taiyuan'], 1501: ['呼和浩特', 'Hohhot'], 2101: ['沈阳', 'Shenyang'], 2102: ['大连', 'Dalian'], 2201: ['长春', 'Changchun'],
  2301: ['哈尔滨', 'Harbin'], 3101: ['上海', 'Shanghai'], 3201: ['南京', 'Nanjing'], 3202: ['无锡', 'Wuxi'], 3203: ['徐州', 'Xuzhou'],
  3204: ['常州', 'Changzhou'], 3205: ['苏州', 'Suzhou'], 3206: ['南通', 'Nantong'], 3210: ['扬州', 'Yangzhou'], 3301: ['杭州', 'Hangzhou'],
  3302: ['宁波', 'Ningbo'], 3303: ['温州', 'Wenzhou'], 3304: ['嘉兴', 'Jiaxing'], 3306: ['绍兴', 'Shaoxing'], 3307: ['金华', 'Jinhua'],
  3310: ['台州', 'Taizhou'], 3401: ['合肥', 'Hefei'], 3402: ['芜湖', 'Wuhu'], 3412: ['阜阳', 'Fuyang'], 3501: ['福州', 'Fuzhou'],
  3502: ['厦门', 'Xiamen'], 3505: ['泉州', 'Quanzhou'], 3601: ['南昌', 'Nanchang'], 3607: ['赣州', 'Ganzhou'], 3611: ['上饶', 'Shangrao'],
  3701: ['济南', 'Jinan'], 3702: ['青岛', 'Qingdao'], 3706: ['烟台', 'Yantai'], 3707: ['潍坊', 'Weifang'], 4101: ['郑州', 'Zhengzhou'],
  4103: ['洛阳', 'Luoyang'], 4113: ['南阳', 'Nanyang'], 4115: ['信阳', 'Xinyang'], 4116: ['周口', 'Zhoukou'], 4201: ['武汉', 'Wuhan'],
  4205: ['宜昌', 'Yichang'], 4206: ['襄阳', 'Xiangyang'], 4210: ['荆州', 'Jingzhou'], 4211: ['黄冈', 'Huanggang'], 4301: ['长沙', 'Changsha'],
  4302: ['株洲', 'Zhuzhou'], 4304: ['衡阳', 'Hengyang'], 4305: ['邵阳', 'Shaoyang'], 4401: ['广州', 'Guangzhou'], 4403: ['深圳', 'Shenzhen'],
  4404: ['珠海', 'Zhuhai'], 4405: ['汕头', 'Shantou'], 4406: ['佛山', 'Foshan'], 4407: ['江门', 'Jiangmen'], 4408: ['湛江', 'Zhanjiang'],
  4409: ['茂名', 'Maoming'], 4412: ['肇庆', 'Zhaoqing'], 4413: ['惠州', 'Huizhou'], 4414: ['梅州', 'Meizhou'], 4419: ['东莞', 'Dongguan'],
  4420: ['中山', 'Zhongshan'], 4452: ['揭阳', 'Jieyang'], 4501: ['南宁', 'Nanning'], 4502: ['柳州', 'Liuzhou'], 4503: ['桂林', 'Guilin'],
  4509: ['玉林', 'Yulin'], 4601: ['海口', 'Haikou'], 4602: ['三亚', 'Sanya'], 5001: ['重庆', 'Chongqing'], 5101: ['成都', 'Chengdu'],
  5107: ['绵阳', 'Mianyang'], 5113: ['南充', 'Nanchong'], 5201: ['贵阳', 'Guiyang'], 5203: ['遵义', 'Zunyi'], 5301: ['昆明', 'Kunming'],
  5303: ['曲靖', 'Qujing'], 6101: ["西安", "Xi'an"], 6201: ['兰州', 'Lanzhou'], 6301: ['西宁', 'Xining'], 6401: ['银川', 'Yinchuan'], 6501: ['乌鲁木齐', 'Urumqi'],
}

const CODE = /^\d{6}$/

/** Province of a place code; null of what is no such code. */
export function provinceOf(code: string): string | null {
  return CODE.test(code) && PROVINCES[code.slice(0, 2)] !== undefined ? code.slice(0, 2) : null
}

export function provinceName(province: string): Words {
  const [zh, en] = PROVINCES[province] ?? [province, province]
  return { zh, en }
}

/** What a city is called: its name, else its province with the code. */
export function cityName(code: string): Words {
  const known = CODE.test(code) ? CITIES[code.slice(0, 4)] : undefined
  if (known !== undefined) return { zh: known[0], en: known[1] }
  const province = provinceOf(code)
  if (province === null) return { zh: code, en: code }
  const { zh, en } = provinceName(province)
  if (code.endsWith('0000')) return { zh, en }
  return { zh: `${zh} ${code}`, en: `${en} ${code}` }
}
