// Nothing secret reaches the operator's log, even at its most talkative and with nothing blacked out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, meetAndView, newLane, PASSWORD, startDesk } from '../support/actors.ts';
import { CANDIDATE, dataSdp, FINGERPRINT } from '../support/sdp.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.closes());

describe('a whole session, with everything that can go wrong in it', () => {
  it('leaves no secret in the log', async () => {
    const { maria, carla, gid, sid } = await meetAndView(desk);
    const ticket = await maria.ticket();
    const unused = await maria.createsSession();
    await desk.visitor().tries('0000000000');
    await maria.tab.post('/api/sign-in', {
      email: maria.staff.person.email,
      password: 'wrong password here',
    });
    await maria.tab.post('/api/enrol', { token: 'T'.repeat(43), password: 'never used password' });
    await maria.tab.post('/api/join', undefined, { raw: '{"code":"5555555555","oops' });
    const fileId = await maria.offersFile({ name: 'fattura-segreta.pdf' });
    await carla.acceptsFile(fileId);
    carla.signals({ type: 'offer', sdp: dataSdp() }, { lane: newLane() });
    await maria.hearsSignal();
    carla.signals({ type: 'candidate', candidate: CANDIDATE });
    maria.line.saysRaw('{"t":"wish","secret":"not-a-message"}');
    await maria.line.next('wrong');
    await expect(maria.dialsWith(`${ticket}x`)).rejects.toThrow('TICKET_INVALID');
    await carla.stops(gid);
    await carla.ends();
    await desk.restarts();
    await carla.savesReceipt();

    const secrets: Record<string, string> = {
      'an unused code': unused.code,
      'a mistyped code': '5555555555',
      'the resume value': carla.joined.resume,
      'a ticket': ticket,
      'the first ticket': carla.joined.ticket,
      'the login': maria.tab.login ?? '?',
      'a password': PASSWORD,
      'a wrong password': 'wrong password here',
      'an enrolment token': 'T'.repeat(43),
      'a description': 'm=application',
      'a fingerprint': FINGERPRINT.slice(0, 30),
      'an address': '203.0.113.7',
      'a file name': 'fattura-segreta',
      'a reason': 'Vedere la stampante',
      'a message': 'not-a-message',
      'an e-mail': maria.staff.person.email,
      'a customer’s address': carla.tab.address,
    };
    const log = desk.log.join('');
    expect(log).toContain(sid);
    for (const [what, secret] of Object.entries(secrets)) expect(log.includes(secret), what).toBe(false);
  });
});
