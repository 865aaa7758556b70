import { sql } from '#kernel/sql'
/** A branch: its city, place and code of the city (GB/T 2260). */
export interface Branch {
  readonly id: string
  readonly city: string
  readonly cityEn: string
  readonly province: string
  readonly code: string
  readonly lng: number
  readonly lat: number
  readonly districts: readonly [zh: string, en: string][]
  readonly catchments: readonly string[]
  /** Number plates are drawn by lot or auctioned there. */
  readonly rationed: boolean
}

const CATCHMENTS = ['CBD', 'COMMUNITY', 'COMMUNITY', 'INDUSTRY', 'CAMPUS', 'COUNTY'] as const

export const BRANCHES: readonly Branch[] = [
  { id: 'BR01', city: '深圳', cityEn: 'Shenzhen', province: '广东', code: '440300', lng: 114.06, lat: 22.55, rationed: true, catchments: CATCHMENTS, districts: [['福田', 'Futian'], ['南山', 'Nanshan'], ['罗湖', 'Luohu'], ['宝安', "Bao'an"], ['龙岗', 'Longgang'], ['坪山', 'Pingshan']] },
  { id: 'BR02', city: '广州', cityEn: 'Guangzhou', province: '广东', code: '440100', lng: 113.26, lat: 23.13, rationed: true, catchments: CATCHMENTS, districts: [['天河', 'Tianhe'], ['越秀', 'Yuexiu'], ['海珠', 'Haizhu'], ['番禺', 'Panyu'], ['白云', 'Baiyun'], ['增城', 'Zengcheng']] },
  { id: 'BR03', city: '上海', cityEn: 'Shanghai', province: '上海', code: '310000', lng: 121.47, lat: 31.23, rationed: true, catchments: CATCHMENTS, districts: [['浦东', 'Pudong'], ['徐汇', 'Xuhui'], ['静安', "Jing'an"], ['闵行', 'Minhang'], ['杨浦', 'Yangpu'], ['嘉定', 'Jiading']] },
  { id: 'BR04', city: '杭州', cityEn: 'Hangzhou', province: '浙江', code: '330100', lng: 120.15, lat: 30.27, rationed: true, catchments: CATCHMENTS, districts: [['西湖', 'Xihu'], ['上城', 'Shangcheng'], ['拱墅', 'Gongshu'], ['滨江', 'Binjiang'], ['萧山', 'Xiaoshan'], ['余杭', 'Yuhang']] },
  { id: 'BR05', city: '成都', cityEn: 'Chengdu', province: '四川', code: '510100', lng: 104.07, lat: 30.57, rationed: false, catchments: CATCHMENTS, districts: [['锦江', 'Jinjiang'], ['武侯', 'Wuhou'], ['青羊', 'Qingyang'], ['高新', 'Gaoxin'], ['双流', 'Shuangliu'], ['郫都', 'Pidu']] },
  { id: 'BR06', city: '武汉', cityEn: 'Wuhan', province: '湖北', code: '420100', lng: 114.31, lat: 30.59, rationed: false, catchments: CATCHMENTS, districts: [['江汉', 'Jianghan'], ['武昌', 'Wuchang'], ['洪山', 'Hongshan'], ['汉阳', 'Hanyang'], ['青山', 'Qingshan'], ['黄陂', 'Huangpi']] },
]

export const SUBS_PER_BRANCH = 6
export const SUBS = BRANCHES.length * SUBS_PER_BRANCH

/** Cities people move from: code of household registration. */
export const HOME_CITIES = ['430100', '410100', '360100', '450100', '520100', '610100', '340100', '500000', '370100', '220100'] as const

/** Id of the s-th sub-branch, from 1. */
export function subId(s: number): string {
  return `SB${String(s).padStart(2, '0')}`
}

/** Managers from this number on have longer ids: 0 is the head's, 9 the lobby manager's. */
const MOST_SHORT = 9

/** Id of the k-th relationship manager (from 1) of the s-th sub-branch; 0 is its head. */
export function managerId(s: number, k: number): string {
  return `E${k < MOST_SHORT ? 1000 + s * 10 + k : 100_000 + s * 1000 + k}`
}

export function lobbyId(s: number): string {
  return `E${1000 + s * 10 + MOST_SHORT}`
}

/** The same of a row's `sub` and `manager`, as SQL. */
export const MANAGER_ID = sql`concat('E', toString(if(manager < ${MOST_SHORT}, 1000 + sub * 10 + manager, 100000 + sub * 1000 + manager)))`
export const LOBBY_ID = sql`concat('E', toString(1000 + sub * 10 + ${MOST_SHORT}))`
