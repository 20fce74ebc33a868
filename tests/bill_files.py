"""Bill files of every format, made here: preamble, padding, footer and encoding as the apps write them."""

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter

ALIPAY_HEAD = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
PURCHASE = (
    "2026-10-20 12:00:00,餐饮美食,小面馆,/,午饭,支出,25.50,花呗,交易成功,20261020001\t,T1\t,,"
)
ALIPAY_ROWS = (
    "2026-11-02 09:00:00,信用借还,花呗,/,花呗主动还款-2026年11月账单,不计收支,120.00,余额宝,还款成功,20261102001\t,\t,,",
    "2026-11-02 08:59:00,信用借还,花呗,/,花呗主动还款-2026年11月账单,不计收支,120.00,,还款失败,20261102000\t,\t,,",
    "2026-10-25 10:00:00,退款,小面馆,/,退款-午饭,不计收支,5.50,花呗,退款成功,20261020001_9\t,T1\t,,",
    "2026-10-24 10:00:00,信用借还,蚂蚁借呗,/,蚂蚁借呗放款至银行卡,不计收支,1000.00,工商银行储蓄卡(1234),放款成功,20261024001\t,\t,,",
    "2026-10-23 10:00:00,信用借还,中信银行,/,信用卡还款,不计收支,66.00,余额宝,还款成功,20261023001\t,\t,,",
    PURCHASE,
    "2026-10-19 12:00:00,日用百货,超市,/,纸巾,支出,1.44,花呗&红包,交易成功,20261019001\t,T2\t,,",
    "2026-10-18 12:00:00,日用百货,超市,/,纸巾,支出,9.90,余额宝&花呗金,交易成功,20261018001\t,T3\t,,",
    "2026-10-17 12:00:00,日用百货,超市,/,没买成,不计收支,9.90,,交易关闭,20261017001\t,T4\t,,",
)


def alipay_app(rows: Sequence[str] = ALIPAY_ROWS, encoding: str = "gb18030") -> bytes:
    """The app's export since 2023."""
    rule = "-" * 24
    head = ["-" * 84, "导出信息：", "姓名：某某", "支付宝账户：a@example.com", "", "特别提示："]
    head += [f"{number}.说明，说明" for number in range(1, 10)]
    head += ["", f"{rule}支付宝支付科技有限公司  电子客户回单{rule}"]
    padded = ALIPAY_HEAD.replace(",", "            ,")
    return ("\r\n".join([*head, padded, *rows]) + "\r\n").encode(encoding)


def alipay_2021() -> bytes:
    """The app's export of 2021: other order, the figures in a footer."""
    lines = [
        f"{'-' * 24}支付宝（中国）网络技术有限公司  电子客户回单{'-' * 24}",
        "收/支     ,交易对方    ,对方账号,商品说明   ,收/付款方式 ,金额  ,交易状态 ,交易分类 ,交易订单号 ,商家订单号 ,交易时间  ,",
        "支出      ,小面馆     ,        ,午饭      ,花呗       ,25.50 ,交易成功 ,餐饮美食 ,1\t,A\t,2021-06-14 14:00:38 ,",
        "其他      ,小面馆     ,        ,退款-午饭  ,花呗       ,5.50  ,退款成功 ,退款    ,1_2\t,A\t,2021-06-15 14:00:38 ,",
        "-" * 84,
        "导出信息：",
        "共2笔记录",
    ]
    return "\n".join(lines).encode("gb18030")


def alipay_web() -> bytes:
    """The website's export."""
    lines = [
        "支付宝交易记录明细查询",
        "账号:[a@example.com]",
        "起始日期:[2019-08-01 00:00:00]    终止日期:[2019-10-01 00:00:00]",
        "---------------------------------交易记录明细列表------------------------------------",
        "交易号 ,商家订单号 ,交易创建时间 ,付款时间 ,最近修改时间 ,交易来源地 ,类型 ,交易对方 ,商品名称 ,金额（元） ,收/支 ,交易状态 ,服务费（元） ,成功退款（元） ,备注 ,资金状态 ,",
        "1\t,S1\t,2019-09-30 13:11:25 ,2019-09-30 13:11:26 ,2019-09-30 13:11:25 ,其他 ,即时到账交易 ,饭店 ,午饭 ,27.00 ,支出 ,交易关闭 ,0.00 ,0.00 , ,已支出 ,",
        "2\t,S2\t,2019-09-29 13:11:25 , ,2019-09-29 13:11:25 ,其他 ,即时到账交易 ,饭店 ,晚饭 ,28.00 ,支出 ,交易关闭 ,0.00 ,0.00 , , ,",
        "-" * 84,
        "共2笔记录",
        "导出时间:[2019-10-08 14:34:22]    用户:某某",
    ]
    return "\r\n".join(lines).encode("gb18030")


def alipay_cashbook() -> bytes:
    """The cashbook's export: no order numbers, full-width thousands marks."""
    return (
        "特别提示：本记账本仅供参考\n"
        "记录时间,分类,收支类型,金额,备注,账户,来源,标签,\n"
        "2026-10-01 10:00:00,工资,收入,8，000.00,十月工资,银行卡,手动,,"
    ).encode("gb18030")


def resaved_by_excel() -> bytes:
    """The app's export, opened and saved by a spreadsheet."""
    row = '2026/3/1 10:00,餐饮美食,小面馆,/,午饭,支出,"¥1,234.56",花呗,交易成功,1,2,,'
    broken = "#########,餐饮美食,小面馆,/,午饭,支出,5.00,花呗,交易成功,3,4,,"
    return f"说明,,,,,,,,,,,,\r\n{ALIPAY_HEAD}\r\n{row}\r\n{broken}".encode("utf-8-sig")


WECHAT_HEAD = (
    "交易时间",
    "交易类型",
    "交易对方",
    "商品",
    "收/支",
    "金额(元)",
    "支付方式",
    "当前状态",
    "交易单号",
    "商户单号",
    "备注",
)
WECHAT_ROWS = (
    ("2026-10-26 12:45:27", "商户消费", "饭店", "午饭", "支出", "¥28.16", "分付", "支付成功", "11\t", "1\t", "/"),
    ("2026-10-25 12:45:27", "信用卡还款", "招商银行信用卡还款", "/", "/", "¥700.00", "零钱", "支付成功", "12\t", "2\t", "/"),
    ("2026-10-24 12:45:27", "饭店-退款", "饭店", "/", "收入", "¥3.00", "零钱", "已全额退款", "13\t", "3\t", "/"),
)  # fmt: skip


def wechat_csv() -> bytes:
    """WeChat's export until 2025."""
    head = ["微信支付账单明细", "微信昵称：[某某]", "共3笔记录", "----微信支付账单明细列表----"]
    padded = [line + "," * 10 for line in head]
    rows = [",".join(cells) for cells in (WECHAT_HEAD, *WECHAT_ROWS)]
    return "\r\n".join([*padded, *rows]).encode("utf-8-sig")


def wechat_xlsx(*, numbers: bool = True) -> bytes:
    """WeChat's workbook since 2026: an older sheet in front, amounts and times as numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    old, sheet = book.add_worksheet("old"), book.add_worksheet("bill")
    old.write(0, 0, "Column1")
    sheet.activate()
    lines = [("微信支付账单明细",), ("共3笔记录",), ("----微信支付账单明细列表----",), WECHAT_HEAD]
    for number, cells in enumerate((*lines, *WECHAT_ROWS)):
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell)
    if numbers:
        sheet.write_number(4, 5, 28.16)
        sheet.write_number(4, 0, 46321.5315625)  # 2026-10-26 12:45:27
    book.close()
    return out.getvalue()


def jd() -> bytes:
    """JD's export: amounts with what was refunded in brackets."""
    lines = [
        *("导出信息：", "京东账号名：x", "共：3笔记录", "特别提示", ""),
        "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注",
        "2026-10-30 17:16:02\t,京东,手机,131.77(已退款89.84),京东白条,交易成功,支出,数码,1\t,2\t, ,",
        "2026-10-29 17:16:02\t,京东金融,白条主动还款,49.5,招商银行储蓄卡(1),还款成功,不计收支,白条,3\t,4\t, ,",
        "2026-10-28 17:16:02\t,京东,手机,89.84,京东白条,退款成功,不计收支,数码,5\t,6\t, ,",
    ]
    return "\n".join(lines).encode("utf-8-sig")


def meituan() -> bytes:
    """Meituan's export: quotes with tabs inside."""
    lines = [
        *("美团交易账单明细", '""', "【美团交易账单明细列表】"),
        "交易创建时间,交易成功时间,交易类型,订单标题,收/支,支付方式,订单金额,实付金额,交易单号,商家单号,备注",
        '2026-10-28 20:35:13,2026-10-28 20:35:25,支付,奶茶,支出,美团月付,¥22.30,¥21.17,"25\t","0\t",/',
        '2026-10-27 20:35:13,2026-10-27 20:35:25,还款,【美团月付】主动还款,支出,微信支付,¥48.12,¥48.12,"26\t","0\t",/',
        '2026-10-26 20:35:13,2026-10-26 20:35:25,退款,奶茶,收入,美团月付,¥5.00,¥5.00,"27\t","0\t",/',
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def normalised() -> bytes:
    """A bill with English column names."""
    lines = [
        "channel,trans_time,counterparty,item,direction,amount,pay_method,status,trade_no,category",
        "alipay,2026-02-07 10:55:45,饭店,午饭,支出,22.17,花呗,交易成功,1,餐饮",
        "other,2026-02-06 10:55:45,饭店,午饭,支出,2.00,/,交易成功,2,餐饮",
    ]
    return "\n".join(lines).encode()


def cmb_credit() -> bytes:
    """A card's statement as a table whose days have no year."""
    lines = [
        "招商银行信用卡对账单（个人消费卡账户 2024年01月）",
        "交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额",
        ",12/29,掌上生活还款,-1.23,1234,-1.23",
        '01/05,01/07,中国移动,"8,000.00",1234,"8,000.00(CN)"',
    ]
    return "\n".join(lines).encode()


def boc_credit() -> bytes:
    """A card's statement with two columns and two currencies."""
    lines = [
        *("中国银行信用卡账单(2025年01月)", "交易日,银行记账日,卡号后四位,交易描述,存入,支出,币种"),
        *(
            "2024-12-13,2024-12-14,4260,公交,,50.00,CNY",
            "2024-12-20,2024-12-20,2875,某人,361.19,,CNY",
        ),
        "2024-12-21,2024-12-21,2875,SHOP,,9.99,USD",
        "2024-12-22,2024-12-22,2875,无金额,,,CNY",
    ]
    return "\n".join(lines).encode()


def icbc_credit() -> bytes:
    """A card's statement with a line of sums at its end."""
    lines = [
        *("明细查询文件下载", "", "卡号: 1234****5678,"),
        "交易日期,记账日期,摘要,交易场所,交易国家或地区简称,交易金额(收入),交易金额(支出),交易币种,记账金额(收入),记账金额(支出),记账币种,余额,对方户名",
        '2023-04-22  \t,2023-04-22  \t,"消费  \t",超市 \t,"CHN \t","  \t","0.01 \t",人民币 \t,"  \t","0.01 \t",人民币 \t,"-6,086.11 \t"," \t",',
        '合计金额,,,,,,,,"1.00","2.00",人民币,,',
    ]
    return "\n".join(lines).encode()


def cgb_credit() -> bytes:
    """A card's statement whose sections stand in brackets."""
    lines = [
        "交易日期,入账日期,交易摘要,交易金额,交易货币,入账金额,入账货币",
        "2025/01/05,2025/01/06,（消费）商户A,15.90,人民币,15.90,人民币",
        "2024/12/25,2024/12/26,（还款）云闪付 银联入账,-1130.68,人民币,-1130.68,人民币",
    ]
    return "\n".join(lines).encode()


def debit_xlsx() -> bytes:
    """A debit account's rows with day and time in two columns."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("rows")
    head = ("记账日", "交易日期", "交易时间", "支出", "收入", "账户余额", "币种", "摘要", "对方账号", "对方户名", "交易地点")  # fmt: skip
    for place, cell in enumerate(head):
        sheet.write_string(1, place, cell)
    cells = (
        "20250101",
        "20250101",
        "18:53:19",
        67.5,
        0.0,
        2176.91,
        "人民币",
        "消费",
        "2088",
        "店",
        "支付宝-店",
    )
    for place, value in enumerate(cells):
        sheet.write(2, place, value)
    book.close()
    return out.getvalue()


def cmb_text() -> bytes:
    """The text of a card's PDF."""
    return (
        "招商银行信用卡对账单\nCMB Credit Card Statement (2026.01)\n还款\n"
        "12/21 掌上生活 -2.00 4001 -2.00\n消费\n12/20 12/21 财付通-店 17.55 4001 17.55(CN)\n"
        "13/45 01/01 坏行 1.00 4001 1.00\n"
    ).encode()


def cmb_debit_text() -> bytes:
    """The text of a debit account's PDF."""
    return (
        "招商银行交易流水\n2025-02-05 CNY -1,200.00 1,024.01 快捷支付 店\n续行\n"
        "2025-02-06 CNY 975.99 1,000.00 代发工资 公司\n2025-02-07 USD 1.00 1.00 x\n"
        "2025-13-07 CNY 1.00 1.00 x\n"
    ).encode()


def ofx() -> bytes:
    """OFX of a card, its tags not closed."""
    return b"""OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:UTF-8

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260510<LANGUAGE>ENG
</SONRS></SIGNONMSGSRSV1><CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO
</STATUS><CCSTMTRS><CURDEF>CNY<CCACCTFROM><ACCTID>1234</CCACCTFROM><BANKTRANLIST><DTSTART>20260311
<DTEND>20260509<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260508000000<TRNAMT>-5.50<FITID>F1<NAME>SHOP
<MEMO>LUNCH</STMTTRN></BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>
"""


def qif() -> bytes:
    """QIF with a section that holds no payments and a day that says what comes first."""
    return b"!Type:Cat\nNFood\n^\n!Type:Bank\nD14/2'2026\nT-67.50\nPShop\nMLunch\n^\nD1/3'2026\nT10.00\nPBoss\n^\n"


def table() -> bytes:
    """A table of nobody's format."""
    return "导出于今天\n日期,摘要,发生额,账户余额\n2026-10-01,工资,8000.00,1\n2026-10-02,午饭,-12.50,2\n".encode()


def zipped(name: str, data: bytes, password: str = "") -> bytes:
    """A ZIP as the apps mail it; with a password it is encrypted by AES."""
    import pyzipper

    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED) as archive:
        if password:
            archive.setpassword(password.encode())
            archive.setencryption(pyzipper.WZ_AES, nbits=256)
        archive.writestr(name, data)
    return out.getvalue()


def bomb(megabytes: int = 300) -> bytes:
    """A ZIP of zeros that unpacks to more than is read."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.csv", "w") as member,
    ):
        for _ in range(megabytes):
            member.write(b"0" * 2**20)
    return out.getvalue()


EVERY = {
    "alipay_app": alipay_app,
    "alipay_2021": alipay_2021,
    "alipay_web": alipay_web,
    "alipay_cashbook": alipay_cashbook,
    "resaved": resaved_by_excel,
    "wechat_csv": wechat_csv,
    "wechat_xlsx": wechat_xlsx,
    "jd": jd,
    "meituan": meituan,
    "normalised": normalised,
    "cmb_credit": cmb_credit,
    "boc_credit": boc_credit,
    "icbc_credit": icbc_credit,
    "cgb_credit": cgb_credit,
    "debit_xlsx": debit_xlsx,
    "cmb_text": cmb_text,
    "cmb_debit_text": cmb_debit_text,
    "ofx": ofx,
    "qif": qif,
    "table": table,
}
"""One file of every format, by name."""
