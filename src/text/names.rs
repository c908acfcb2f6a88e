//! Names of persons, as far as a text alone shows them.

/// The family names that nine of ten Chinese bear, of one character, and those of poets.
const FAMILY_NAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧司诸屈岳晏辛柳";

/// Whether Chinese names begin with it.
pub fn is_family_name(c: char) -> bool {
    FAMILY_NAMES.contains(c)
}
