/** Attacks on the log-in by signature, over HTTP: nobody gets in under another name, and every attack is told apart. */
import { createHmac } from 'node:crypto';
import { signXades } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { authTokenRequest, callLoosely, decided, newChallenge, newNip, redeemed, sealOf } from '../api.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const send = (body: string) => callLoosely(ksef, 'authenticateWithXades', { body });

/** What an attacker has: a right document of their own, and the request that they would like to make. */
async function attacker() {
  const nip = newNip();
  const seal = await sealOf(nip);
  const { challenge } = await newChallenge(ksef);
  const own = authTokenRequest(challenge, nip).replace(/<\?xml[^>]*\?>/, '');
  const wanted = authTokenRequest(challenge, newNip()).replace(/<\?xml[^>]*\?>/, '');
  const signed = signXades(own, seal).replace(/<\?xml[^>]*\?>/, '');
  const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
  if (signature === '') throw new Error('there is no signature to move');
  return { nip, seal, own, wanted, signed, signature };
}
type Attacker = Awaited<ReturnType<typeof attacker>>;

const end = '</AuthTokenRequest>';
const inside = (xml: string, piece: string) => xml.replace(end, `${piece}${end}`);

const wrappings: [string, (of: Attacker) => string][] = [
  ['the signature over another document', ({ wanted, signature }) => inside(wanted, signature)],
  ['the whole below a new root', ({ wanted, signed }) => inside(wanted, signed)],
  [
    'the document below a new root, its signature beside it',
    ({ wanted, own, signature }) => inside(wanted, `<x>${own}</x>${signature}`),
  ],
  [
    'the document in an object of the signature',
    ({ wanted, own, signature }) =>
      inside(wanted, signature.replace('</ds:Signature>', `<ds:Object>${own}</ds:Object></ds:Signature>`)),
  ],
  ['another root around both', ({ wanted, signed }) => `<x>${wanted}${signed}</x>`],
  ['a second root', ({ wanted, signed }) => signed + wanted],
  [
    'a second context',
    ({ signed }) =>
      signed.replace(
        '<ContextIdentifier>',
        `<ContextIdentifier><Nip>${newNip()}</Nip></ContextIdentifier><ContextIdentifier>`,
      ),
  ],
  ['the context changed', ({ signed }) => signed.replace(/<Nip>\d+/, `<Nip>${newNip()}`)],
  ['a comment for half of the context', ({ signed }) => signed.replace(/<Nip>(\d{5})/, `<Nip><!--$1-->`)],
  [
    'both documents under one identifier',
    ({ wanted, signed }) =>
      inside(
        wanted.replace('<AuthTokenRequest', '<AuthTokenRequest Id="R"'),
        signed.replace('<AuthTokenRequest', '<AuthTokenRequest Id="R"'),
      ),
  ],
  [
    'an empty signature before the right one',
    ({ signed, signature }) =>
      signed.replace(signature, `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>${signature}`),
  ],
  ['the signature twice', ({ signed, signature }) => signed.replace(signature, signature + signature)],
  ['a reference to nothing', ({ signed }) => signed.replace('URI=""', 'URI="#nothing"')],
  ['a reference to the network', ({ signed }) => signed.replace('URI=""', `URI="${ksef.url}/"`)],
  ['a reference to a file', ({ signed }) => signed.replace('URI=""', 'URI="file:///etc/hostname"')],
];

describe('wrapping', () => {
  it.each(wrappings)('%s is refused', async (_, wrap) => {
    const attack = await attacker();
    const reply = await send(wrap(attack));
    expect(reply.status).toBe(400);
    expect([9101, 9102, 9103, 9105]).toContain(reply.codes[0]);
    // The challenge was not used up by it, and the right document still gets in.
    const right = await send(attack.signed);
    expect(right.status).toBe(202);
    expect((await decided(ksef, right.body)).status.code).toBe(200);
  });

  it('an object that nobody signed is not read', async () => {
    const { signed, wanted, nip } = await attacker();
    const object = `<ds:Object>${wanted}</ds:Object></ds:Signature>`;
    const { status, body } = await send(signed.replace('</ds:Signature>', object));
    expect(status).toBe(202);
    const { accessToken } = await redeemed(ksef, body);
    const claims = Buffer.from(accessToken.token.split('.')[1] ?? '', 'base64url').toString();
    expect(JSON.parse(claims).civ).toBe(nip);
  });

  it('a comment that changes nothing changes nobody', async () => {
    const { signed } = await attacker();
    const reply = await send(signed.replace(/<Nip>(\d{5})/, '<Nip>$1<!-- -->'));
    expect([202, 400]).toContain(reply.status);
    if (reply.status === 202) expect((await decided(ksef, reply.body)).status.code).toBe(200);
  });
});

const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const more = 'http://www.w3.org/2001/04/xmldsig-more#';

describe('confusion of algorithms', () => {
  it.each([
    ['HMAC with SHA-1', `${dsig}hmac-sha1`],
    ['HMAC with SHA-256', `${more}hmac-sha256`],
    ['RSA with SHA-1', `${dsig}rsa-sha1`],
    ['DSA with SHA-1', `${dsig}dsa-sha1`],
    ['ECDSA with SHA-1', `${more}ecdsa-sha1`],
    ['RSA with MD5', `${more}rsa-md5`],
    ['RSA for a key of ECDSA', `${more}rsa-sha256`],
    ['nothing', ''],
  ])('%s is refused', async (_, algorithm) => {
    const { signed, seal } = await attacker();
    const secret = seal.certificate.publicKey.export({ type: 'spki', format: 'der' });
    const [info = ''] = /<ds:SignedInfo[\s\S]*<\/ds:SignedInfo>/.exec(signed) ?? [];
    const changed = info.replace(/(<ds:SignatureMethod[^>]*Algorithm=")[^"]*/, `$1${algorithm}`);
    const value = createHmac('sha256', secret).update(changed).digest('base64');
    const forged = signed.replace(info, changed).replace(/(<ds:SignatureValue[^>]*>)[^<]*/, `$1${value}`);
    expect(changed).not.toBe(info);
    expect(await send(forged)).toMatchObject({ status: 400, codes: [9105] });
  });

  it.each([
    ['SHA-1', `${dsig}sha1`],
    ['MD5', `${more}md5`],
  ])('digests of %s are refused', async (_, algorithm) => {
    const { signed } = await attacker();
    const forged = signed.replace(/(<ds:DigestMethod[^>]*Algorithm=")[^"]*/g, `$1${algorithm}`);
    expect(await send(forged)).toMatchObject({ status: 400, codes: [9105] });
  });
});

describe('a challenge', () => {
  it('that another signed document used is good for nothing', async () => {
    const { signed } = await attacker();
    const [first, ...others] = await Promise.all([send(signed), send(signed), send(signed), send(signed)]);
    const all = [first, ...others].map((reply) => reply?.status).sort();
    expect(all).toEqual([202, 400, 400, 400]);
    expect(await send(signed)).toMatchObject({ status: 400, codes: [21111] });
  });

  it('of another KSeF is good for nothing', async () => {
    const other = await startKsef({ port: 0, rateLimits: 'off' });
    try {
      const { signed } = await attacker();
      expect(await callLoosely(other, 'authenticateWithXades', { body: signed })).toMatchObject({
        status: 400,
        codes: [21111],
      });
    } finally {
      await other.close();
    }
  });
});

describe('XML that harms', () => {
  const bomb = Array.from(
    { length: 20 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  );
  it.each([
    ['a billion laughs', `<!DOCTYPE a [<!ENTITY e0 "ha">${bomb.join('')}]><a>&e20;</a>`],
    [
      'one large entity again and again',
      `<!DOCTYPE a [<!ENTITY e "${'x'.repeat(100_000)}">]><a>${'&e;'.repeat(100_000)}</a>`,
    ],
    ['an entity of a file', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'],
    ['parameter entities', '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1:1/"> %e;]><a/>'],
    ['an outer DTD', '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>'],
    ['300,000 levels', '<a>'.repeat(300_000)],
    ['a long attribute', `<a b="${'&#97;'.repeat(150_000)}"/>`],
    ['a stylesheet', '<?xml-stylesheet href="http://127.0.0.1:1/"?><a/>'],
  ])('%s is refused', async (_, body) => {
    const reply = await send(body);
    expect(reply.status).toBe(400);
    expect([9101, 9102, 9105]).toContain(reply.codes[0]);
  });
});
