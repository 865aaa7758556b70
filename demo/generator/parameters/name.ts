/** Common surnames, the most common first; the list repeats in proportion when drawn with a square. */
export const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'.split('')
export const GIVEN_F = '芳娜敏静丽艳娟霞秀燕玲桂英萍红梅琳洁婷雪琴颖倩慧佳欣怡思雨晨涵悦诗梦瑶雅宁'.split('')
export const GIVEN_M = '伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭博文昊天泽子轩铭嘉瑞晨'.split('')
export const STREETS = ['人民路', '建设路', '解放路', '中山路', '和平路', '新华街', '文化路', '长江路', '青年路', '工业大道', '滨河路', '学府路'] as const
export const OCCUPATIONS = ['STUDENT', 'WORKER', 'OFFICE', 'SALES', 'TECH', 'TEACHER', 'MEDICAL', 'CIVIL', 'OWNER', 'DRIVER', 'RETIRED', 'OTHER'] as const
export const ENTERPRISE_WORDS = ['宏', '达', '兴', '盛', '嘉', '润', '恒', '泰', '联', '创', '智', '远', '华', '信', '诚', '安', '新', '启', '源', '丰'] as const
export const ENTERPRISE_TRADES = ['机械', '化工', '电子', '贸易', '食品', '物流', '酒店', '软件', '置业', '商务服务'] as const
