// alipay-sdk as the application: pays, asks, refunds, hears and fetches the bill's link, and says on standard
// output what it saw. Every answer is verified; what the package refuses ends this with an error.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { AlipaySdk } from 'alipay-sdk';

// The package writes the time of its machine's zone, and Alipay reads China's.
process.env.TZ = 'Asia/Shanghai';
const its = JSON.parse(readFileSync(0, 'utf8'));
const alipay = new AlipaySdk({
  appId: its.appId,
  privateKey: its.privateKey,
  keyType: 'PKCS8',
  signType: 'RSA2',
  alipayPublicKey: its.alipayKey,
  gateway: `${its.base}/alipay/gateway.do`,
});

const heard = [];
let arrived = () => {};
const door = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
    heard.push({ ...form, believed: alipay.checkNotifySignV2(form) });
    response.writeHead(200).end('success');
    arrived();
  });
});
await new Promise((resolve) => door.listen(0, '127.0.0.1', resolve));
const here = `http://127.0.0.1:${door.address().port}/notify`;

async function hears(wanted) {
  for (;;) {
    const found = heard.find(wanted);
    if (found) return found;
    await new Promise((resolve) => { arrived = resolve; });
  }
}

const exec = (method, bizContent) =>
  alipay.exec(method, { notifyUrl: here, appAuthToken: its.token, bizContent }, { validateSign: true });

async function control(path, body) {
  const answer = await fetch(`${its.base}/control/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel: 'ALIPAY', ...body }),
  });
  return answer.json();
}

const approves = async (what) => (await control(`payers/${its.payer}/approve`, { prepayId: what })).status;
const order = (number) => ({ out_trade_no: number, total_amount: its.yuan, subject: '门诊缴费', seller_id: its.seller });
const saw = {};

saw.unknown = (await exec('alipay.trade.query', { out_trade_no: 'node999999' })).subCode;
const made = await exec('alipay.trade.create', {
  ...order('alinode1'),
  product_code: 'JSAPI_PAY',
  op_app_id: its.appId,
  buyer_open_id: its.payer,
});
saw.before = (await exec('alipay.trade.query', { out_trade_no: 'alinode1' })).tradeStatus;
saw.approved = await approves(made.tradeNo);
const paid = await hears((each) => each.out_trade_no === 'alinode1' && each.trade_status === 'TRADE_SUCCESS');
saw.told = `${paid.believed} ${paid.total_amount} ${paid.seller_id === its.seller}`;
const { believed, ...form } = paid;
saw.forged = alipay.checkNotifySignV2({ ...form, total_amount: '0.01' });
const asked = await exec('alipay.trade.query', { out_trade_no: 'alinode1' });
saw.after = `${asked.tradeStatus} ${asked.totalAmount}`;

const refund = await exec('alipay.trade.refund', {
  out_trade_no: 'alinode1',
  out_request_no: 'alinodeR1',
  refund_amount: its.backYuan,
});
saw.refund = `${refund.fundChange} ${refund.refundFee}`;
const again = await exec('alipay.trade.refund', {
  out_trade_no: 'alinode1',
  out_request_no: 'alinodeR1',
  refund_amount: its.backYuan,
});
saw.refundAgain = again.fundChange;
const returned = await exec('alipay.trade.fastpay.refund.query', { out_trade_no: 'alinode1', out_request_no: 'alinodeR1' });
saw.refunded = `${returned.refundStatus} ${returned.refundAmount}`;

const link = alipay.pageExecute('alipay.trade.wap.pay', 'GET', {
  notifyUrl: here,
  appAuthToken: its.token,
  bizContent: { ...order('alinode2'), product_code: 'QUICK_WAP_WAY', quit_url: 'https://app.example/' },
});
const page = await fetch(link);
saw.page = `${page.status} ${(await page.text()).includes(its.yuan)}`;
saw.pageApproved = await approves(link);

const text = alipay.sdkExecute('alipay.trade.app.pay', {
  notifyUrl: here,
  appAuthToken: its.token,
  bizContent: { ...order('alinode3'), product_code: 'QUICK_MSECURITY_PAY' },
});
saw.appApproved = await approves(text);

const shown = await control(`payers/${its.payer}/payment-code`, {});
const byCode = await exec('alipay.trade.pay', { ...order('alinode4'), scene: 'bar_code', auth_code: shown.text });
saw.byCode = `${byCode.code} ${byCode.totalAmount}`;
const cancelled = await exec('alipay.trade.cancel', { out_trade_no: 'alinode4' });
saw.cancelled = `${cancelled.retryFlag} ${cancelled.action}`;

// A day may have ended since the first trade, or before it.
const now = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
for (const day of new Set([its.today, now])) {
  const bill = await exec('alipay.data.dataservice.bill.downloadurl.query', { bill_type: 'trade', bill_date: day });
  if (bill.billDownloadUrl) {
    const file = await fetch(bill.billDownloadUrl);
    saw.bill = Buffer.from(await file.arrayBuffer()).subarray(0, 2).toString('latin1');
  }
}

door.close();
door.closeAllConnections();
process.stdout.write(JSON.stringify(saw));
