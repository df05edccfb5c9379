// wechatpay-axios-plugin as the merchant: pays, asks, refunds, hears and fetches the bill, and says on
// standard output what it saw. The plugin verifies every answer; what it refuses ends this with an error.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { Wechatpay, Rsa, Aes, Formatter } from 'wechatpay-axios-plugin';

const its = JSON.parse(readFileSync(0, 'utf8'));
const platformKey = Rsa.from(its.platformKey, Rsa.KEY_TYPE_PUBLIC);
const wxpay = new Wechatpay({
  mchid: its.spMchid,
  serial: its.serial,
  privateKey: its.privateKey,
  certs: { [its.platformKeyId]: platformKey },
  baseURL: its.base,
  headers: { 'Wechatpay-Serial': its.platformKeyId },
});

const heard = [];
let arrived = () => {};
const door = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    // As it came, and by one sign of the signed body other than it came.
    heard.push({ ...read(request.headers, body), changed: read(request.headers, body.replace('"id"', '"Id"')).event });
    response.writeHead(204).end();
    arrived();
  });
});
await new Promise((resolve) => door.listen(0, '127.0.0.1', resolve));
const here = `http://127.0.0.1:${door.address().port}/notify`;

function read(headers, body) {
  const message = Formatter.response(headers['wechatpay-timestamp'], headers['wechatpay-nonce'], body);
  if (headers['wechatpay-serial'] !== its.platformKeyId || !Rsa.verify(message, headers['wechatpay-signature'], platformKey)) {
    return { event: 'forged' };
  }
  const { event_type: event, resource } = JSON.parse(body);
  const plain = Aes.AesGcm.decrypt(resource.ciphertext, its.apiV3Key, resource.nonce, resource.associated_data);
  return { event, resource: JSON.parse(plain) };
}

async function hears(event) {
  for (;;) {
    const found = heard.find((each) => each.event === event || each.event === 'forged');
    if (found) {
      if (found.event === 'forged') throw new Error('a notification that does not verify');
      saw[`changed ${event}`] = found.changed;
      return found.resource;
    }
    await new Promise((resolve) => { arrived = resolve; });
  }
}

async function approves(prepayId) {
  const answer = await fetch(`${its.base}/control/payers/${its.openid}/approve`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ prepayId, channel: 'WECHAT' }),
  });
  return (await answer.json()).status;
}

async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error.response.data.code;
  }
  throw new Error('was not refused');
}

const merchant = { sp_mchid: its.spMchid, sub_mchid: its.subMchid };
const order = (number, total) => ({
  ...merchant,
  sp_appid: its.spAppid,
  description: '门诊缴费',
  out_trade_no: number,
  notify_url: here,
  amount: { total, currency: 'CNY' },
  payer: { sp_openid: its.openid },
});
// The plugin spells what it is given with hyphens for capitals, so our numbers have none.
const transactions = wxpay.v3.pay.partner.transactions;
const query = (number) => transactions.outTradeNo[number].get({ params: merchant });
const saw = {};

saw.unknown = await refused(query('node999999'));
const { data: { prepay_id: prepayId } } = await transactions.jsapi.post(order('node000001', its.fen));
saw.before = (await query('node000001')).data.trade_state;
saw.approved = await approves(prepayId);
saw.after = (await query('node000001')).data.trade_state;
const paid = await hears('TRANSACTION.SUCCESS');
saw.told = `${paid.out_trade_no} ${paid.trade_state} ${paid.amount.total}`;

const { data: code } = await transactions.native.post({ ...order('node000002', its.fen), payer: undefined });
saw.codeUrl = code.code_url.startsWith('weixin://wxpay/bizpayurl');
saw.closed = (await transactions.outTradeNo.node000002.close.post(merchant)).status;

await wxpay.v3.refund.domestic.refunds.post({
  sub_mchid: its.subMchid,
  out_trade_no: 'node000001',
  out_refund_no: 'noderefund1',
  reason: '退费',
  notify_url: here,
  amount: { refund: its.back, total: its.fen, currency: 'CNY' },
});
const back = await hears('REFUND.SUCCESS');
saw.refundTold = `${back.out_refund_no} ${back.refund_status} ${back.amount.refund}`;
const { data: refund } = await wxpay.v3.refund.domestic.refunds.noderefund1.get({ params: { sub_mchid: its.subMchid } });
saw.refund = refund.status;

const { data: cash } = await transactions.jsapi.post(order('node000003', its.fen));
const { data: mixed } = await wxpay.v3.medIns.orders.post({
  mix_pay_type: 'CASH_ONLY',
  order_type: 'DIAG_PAY',
  appid: its.spAppid,
  sub_appid: 'wxd678efh567hg6999',
  sub_mchid: its.subMchid,
  openid: its.openid,
  payer: { name: Rsa.encrypt(its.name, platformKey), id_digest: Rsa.encrypt(its.idDigest, platformKey), card_type: 'ID_CARD' },
  out_trade_no: 'node000003',
  serial_no: 'NODE-3',
  city_id: '510100',
  med_inst_name: '第一人民医院',
  med_inst_no: 'H51010000001',
  total_fee: its.fen,
  med_ins_cash_fee: its.fen,
  wechat_pay_cash_fee: its.fen,
  callback_url: here,
  prepay_id: cash.prepay_id,
});
saw.mixedApproved = await approves(mixed.mix_trade_no);
const whole = await hears('MEDICAL_INSURANCE.SUCCESS');
saw.mixedTold = `${whole.out_trade_no} ${whole.mix_pay_status} ${whole.med_ins_pay_status}`;

// A day may have ended since the first order.
const now = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
saw.bill = [];
saw.billAgrees = true;
for (const day of new Set([its.today, now])) {
  const { data: bill } = await wxpay.v3.bill.tradebill
    .get({ params: { bill_date: day, sub_mchid: its.subMchid } })
    .catch((refused) => (its.today === now ? Promise.reject(refused) : { data: null }));
  if (!bill) {
    continue;
  }
  const { data: file } = await wxpay.v3.billdownload.file.get({
    params: { token: new URL(bill.download_url).searchParams.get('token') },
    responseType: 'arraybuffer',
  });
  const { rows, summary } = Formatter.castCsvBill(Buffer.from(file));
  saw.bill.push(...rows.map((row) => `${row['商户订单号']} ${row['交易状态']}`));
  saw.billAgrees &&= summary['总交易单数'] === String(rows.length);
}
saw.bill.sort();

door.close();
door.closeAllConnections();
process.stdout.write(JSON.stringify(saw));
