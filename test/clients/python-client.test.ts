import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import {keysFile} from '../../source/server/api-keys.ts';
import {serveStore} from '../../source/server/serve-store.ts';
import {ownPlace, serve} from '../server/served.ts';
import {clients, python, withNumpy} from './python.ts';

const place = ownPlace();

/** Every refusal is one line for people. */
function isOneLine(t: ExecutionContext, line: string, says: RegExp): void {
	t.false(line.includes('\n'), line);
	t.regex(line, says);
}

withNumpy('a run is found and attached to by its id, its directory, its socket and a start of its id', async t => {
	const {id, socket, run} = await serve(t, place);
	const got = await python(
		t,
		place,
		`
found = [each for each in connectop.list() if each.id == sys.argv[1]]
ids = [connectop.attach(each).id for each in [*sys.argv[1:4], found[0]]]
with connectop.attach(sys.argv[1]) as run:
    print(json.dumps([len(found), found[0].live, found[0].nodes, found[0].model, ids, run.nodes, run.variable, str(run.directory)]))
`,
		[id, run.facts.directory, socket],
	);
	t.deepEqual(got, [1, true, 40, 'void', [id, id, id, id], 40, 'W', run.facts.directory]);
});

withNumpy('a run is attached to by its name, beside which there may be runs that are over', async t => {
	const {id, run} = await serve(t, place, {name: 'night'});
	const other = await serve(t, place, {name: 'evening'});
	const document = JSON.parse(readFileSync(join(run.facts.directory, 'run.json'), 'utf8'));
	const runs = join(place, 'called', 'runs');
	for (const each of ['old', 'older', 'night-shift', 'dusk-1', 'dusk-2']) {
		mkdirSync(join(runs, each), {recursive: true});
		const name = each.startsWith('dusk') ? 'dusk' : 'night';
		const over = {id: each, name, status: 'ended', endReason: 'steps', directory: join(runs, each)};
		writeFileSync(join(runs, each, 'run.json'), JSON.stringify({...document, ...over}));
	}
	const got = await python(
		t,
		join(place, 'called'),
		`
with connectop.attach('night') as run:
    listed = {each.id: each.name for each in connectop.list()}
    refused = [told(lambda: connectop.attach(each)) for each in ('dusk', 'morning', 'old', '')]
    run.command('name', name='evening')
    twice = told(lambda: connectop.attach('evening'))
    run.command('name', name=sys.argv[2])
    print(json.dumps([run.id, [listed[each] for each in (sys.argv[1], sys.argv[2], 'old')], refused, twice,
                      connectop.attach(sys.argv[2]).id, connectop.attach(sys.argv[1]).name == sys.argv[2]]))
`,
		[id, other.id],
	);
	const [found, names, [dusk, morning, old, nothing], twice, exact, renamed] = got;
	t.deepEqual([found, names], [id, ['night', 'evening', 'night']]);
	isOneLine(t, dusk[2], /^run "dusk": fits 2 runs, among them .*dusk-\d, .*dusk-\d; live: /);
	isOneLine(t, morning[2], new RegExp(`not found; live: .*${id} \\(night\\)`));
	t.deepEqual([old[0], nothing[0]], ['RunEnded', 'NoRun']);
	isOneLine(t, twice[2], new RegExp(`fits 2 runs, among them .*; live: .*${id} \\(evening\\)`));
	t.deepEqual([exact, renamed], [other.id, true], 'an id comes before a name');
});

withNumpy('parameters are read and set, and each change is answered with its tick and the settings', async t => {
	const {id, run} = await serve(t, place, {steps: 1_000_000});
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    run.pause()
    before = run.tick
    one = run.set(alpha=0.3, noise_amplitude=np.float32(0.25), timeDynamics=False, log_every='7t')
    run.hz = 20
    alpha = run.parameters['alpha']
    print(json.dumps([one.tick == before, one.settings['logEvery'], run.get('noise_amplitude'), run.get('timeDynamics'), run.hz,
                      [alpha.value, alpha.minimum, alpha.maximum, alpha.default], run.get('log-every'), run.paused]))
`,
		[id],
	);
	t.deepEqual(got, [true, {ticks: 7}, 0.25, 0, 20, [0.3, 0, 2, 0.25], '7t', true]);
	t.is(run.settings.parameters['alpha'], 0.3);
	t.is(run.settings.noiseAmplitude, 0.25);
});

withNumpy('steps are taken one by one, and W is what the checkpoint holds, bit by bit', async t => {
	const {id, run} = await serve(t, place, {noise: 'node'});
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    tick = run.pause().tick
    taken = [run.step() - tick, run.step(5) - tick]
    run.stimulate([1, 2], 0.5)
    run.stimulate(7, hops=1)
    run.clamp(np.array([3, 4]), 0.5)
    first = run.checkpoint()
    same = np.array_equal(first.arrays()['W'], run.W) and run.W.dtype == np.float32
    stimulus = first.arrays()['stimulus'][[1, 2]].tolist()
    run.quench({1})
    second = run.checkpoint()
    quenched = float(second.arrays()['W'][1])
    also = np.array_equal(second.arrays()['W'], run.field('W'))
    back = run.restore(first)
    restored = np.array_equal(first.arrays()['W'], run.W)
    mean = bool(abs(run.gauges['meanWeight'] - run.W.mean(dtype=float)) < 1e-6)
    print(json.dumps([taken, same, stimulus, also, quenched, restored, mean, run.W[[3, 4]].tolist(), first.tick - tick,
                      first.path.name, second.sha256 != first.sha256, len(run.checkpoints), run.resume().settings['paused']]))
`,
		[id],
	);
	const [taken, same, stimulus, also, quenched, restored, mean, held, ticks, file, other, saved, paused] = got;
	t.deepEqual([taken, same, stimulus], [[1, 6], true, [0.5, 0.5]]);
	t.deepEqual([also, quenched, restored, mean, held], [true, 0, true, true, [0.5, 0.5]]);
	t.deepEqual([ticks, other, paused], [6, true, false]);
	t.true(saved >= 2);
	t.true(run.checkpoints().some(each => each.file === file));
});

withNumpy('frames come with increasing ticks, each with its field, and events once', async t => {
	const {id} = await serve(t, place);
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    ticks, events, sizes = [], [], set()
    for frame in run.frames(fps=30):
        ticks.append(frame.tick)
        events += [each['message'] for each in frame.events if each['kind'] == 'stimulus']
        sizes.add((frame.W.size, str(frame.W.dtype), frame.settings['hz']))
        if len(ticks) == 5:
            run.say('hello', 'you')
        if len(ticks) >= 12 and events:
            break
    bare = next(run.frames(field=False))
    print(json.dumps([ticks, events, [*sizes], told(lambda: bare.W), bare.gauges['tick'] >= ticks[-1]]))
`,
		[id],
	);
	const [ticks, events, sizes, bare, later] = got;
	t.deepEqual(
		ticks,
		[...new Set<number>(ticks)].sort((a, b) => a - b),
	);
	t.deepEqual(
		events.map((each: string) => each.slice(0, 10)),
		['2 messages'],
	);
	t.deepEqual(sizes, [[40, 'float32', 50]]);
	t.is(bare[0], 'ConnectopError');
	t.true(later);
});

withNumpy('ticks come one after another, each with the field and the figures of the same tick', async t => {
	const {id} = await serve(t, place, {noise: 'node', hz: 1000});
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    ticks, worst = [], 0.0
    for state in run.ticks():
        ticks.append(state.tick)
        assert state.gauges['measuredTick'] == state.tick
        worst = max(worst, abs(state.W.mean(dtype=float) - state.gauges['meanWeight']))
        if len(ticks) == 300:
            break
    print(json.dumps([ticks == sorted(set(ticks)), worst]))
`,
		[id],
	);
	t.true(got[0]);
	t.true(got[1] < 1e-7, `a field of another tick: ${got[1]}`);
});

withNumpy('who waits with timeout=None waits for as long as the run is there', async t => {
	const {id, run} = await serve(t, place);
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    run.pause()
    ticks = run.ticks(timeout=0.2)
    first = next(ticks).tick
    late = told(lambda: next(ticks))
    patient, frames = run.ticks(timeout=None), run.frames(timeout=None)
    next(patient), next(frames)
    came = []
    waits = [lambda: next(patient).tick, lambda: next(each.tick for each in frames if each.tick > first), lambda: int(run.wait_for_tick(first + 1, None)['tick']),
             lambda: int(run.wait(lambda gauges: gauges['tick'] > first, None)['tick']), lambda: run.frame(after=first, timeout=None).tick]
    threads = [threading.Thread(target=lambda each=each: came.append(each())) for each in waits]
    for each in threads: each.start()
    time.sleep(0.5)
    before = len(came)
    run.command('step', count=1)
    for each in threads: each.join(20)
    print(json.dumps([late, before, [each - first for each in came], run.step(timeout=None) - first]))
`,
		[id],
	);
	isOneLine(t, got[0][2], /at tick \d+ after 0\.2 s, no tick after \d+; it is paused/);
	t.deepEqual([got[0][0], ...got.slice(1)], ['TimedOut', 0, [1, 1, 1, 1, 1], 2]);
	t.true(run.settings.paused);
});

withNumpy('a checkpoint that can’t be written is refused at once, with the line of the run', async t => {
	const {id, run} = await serve(t, place, {hz: 1});
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    event = lambda kind, why, file: dict(seq=10**6, kind=kind, message=f'{file} was not saved: full', data=dict(why=why, file=file, code='disk-full'))
    line = lambda *told: run._saved(event(*told), 30)
    others = [line('checkpoint-failed', 'interval', 'state_30.npz'), line('checkpoint-failed', 'asked', 'state_300.npz'), line('stimulus', 'asked', 'state_30.npz')]
    refused = [told(lambda: line('checkpoint-failed', 'asked', each)) for each in ('state_30.npz', 'state_30.2.npz')]
    print(json.dumps([others, refused, line('checkpoint', 'asked', 'state_30.1.npz')['file']]))
`,
		[id],
	);
	const [others, refused, saved] = got;
	t.deepEqual(others, [null, null, null]);
	t.deepEqual(refused[0], ['Refused', 'disk-full', 'state_30.npz was not saved: full']);
	t.is(refused[1][1], 'disk-full');
	t.is(saved, 'state_30.1.npz');
	t.true(run.settings.hz === 1);
});

withNumpy('what is refused is an exception of one line, and nothing has changed', async t => {
	const {id, run} = await serve(t, place);
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    run.pause()
    print(json.dumps([told(each) for each in [
        lambda: run.set(alpha=99), lambda: run.set(alpha='much'), lambda: run.set(nosuch=1), lambda: run.set(alpha=float('nan')),
        lambda: run.set(), lambda: run.set(alpha=print), lambda: run.command('dance'), lambda: run.stimulate(4000), lambda: run.stimulate([]),
        lambda: run.stimulate('12'), lambda: run.silence([1.5]), lambda: run.clamp([1], 7), lambda: run.field('V'), lambda: run.restore('state_77.npz'),
        lambda: run.restore('../../etc/passwd'), lambda: run.get('nosuch'), lambda: next(run.frames(fps=9999)), lambda: run.step(0),
        lambda: run.wait_for_tick(10**9, timeout=0.1), lambda: next(run.ticks()) and run.frame(after=10**9, timeout=0.1)]]))
`,
		[id],
	);
	const told = got as ReadonlyArray<readonly [string, string, string] | null>;
	const expected = [
		/alpha.*99.*0 to 2/,
		/alpha/,
		/nosuch.*use one of/,
		/no JSON/,
		/name a parameter/,
		/no JSON/,
		/dance.*use one of/,
		/node 4000 does not exist/,
		/no node/,
		/whole numbers/,
		/whole numbers/,
		/0 to 1/,
		/"V" is unknown; use one of W/,
		/state_77/,
		/restore/,
		/nosuch.*use one of/,
		/fps/,
		/count/,
		/not yet tick 1000000000; it is paused/,
		/no tick after 1000000000; it is paused/,
	];
	t.is(told.length, expected.length);
	for (const [index, says] of expected.entries()) {
		const [kind = '', , line = ''] = told[index] ?? [];
		t.is(kind, index < expected.length - 2 ? 'Refused' : 'TimedOut', line);
		isOneLine(t, line, says);
	}
	t.is(run.settings.parameters['alpha'], 0.25);
});

withNumpy('over a port a viewer looks and does not steer, and nobody gets in without a key', async t => {
	const {api = '', id, run} = await serve(t, place, {name: 'far'}, {host: '127.0.0.1', port: 0});
	const {operator} = JSON.parse(readFileSync(keysFile(), 'utf8'));
	const got = await python(
		t,
		place,
		`
url, operator = sys.argv[1:]
viewer = connectop.attach(url=url, key=connectop.api_key('viewer'))
looked = [viewer.W.size, next(viewer.frames()).W.size]
refused = told(lambda: viewer.pause())
steered = connectop.attach(viewer.id, url=url, key=operator).pause().settings['paused']
print(json.dumps([viewer.id, looked, refused, steered, told(lambda: connectop.attach(url=url)),
                  told(lambda: connectop.attach(url=url, key='x' * 20)), told(lambda: connectop.attach('nobody', url=url, key=operator)),
                  told(lambda: connectop.attach(url='127.0.0.1:1', key=operator)), told(lambda: connectop.attach(url='ftp://x')),
                  connectop.attach('far', url=url, key=operator).id]))
`,
		[api, operator],
	);
	const [mine, looked, refused, steered, without, wrong, nobody, , strange, called] = got;
	t.deepEqual([mine, called, looked, steered], [id, id, [40, 40], true]);
	t.is(refused[1], 'role');
	isOneLine(t, refused[2], /may look and not steer/);
	t.deepEqual([without[1], wrong[1], nobody[0]], ['key-missing', 'key-wrong', 'NoRun']);
	isOneLine(t, nobody[2], /"nobody" is not live there/);
	isOneLine(t, strange[2], /use http:/);
	t.true(run.settings.paused);
});

withNumpy('a socket without a run, a run that is dead and one that never was are told in one line', async t => {
	const {id, run} = await serve(t, place);
	const document = JSON.parse(readFileSync(join(run.facts.directory, 'run.json'), 'utf8'));
	const folder = join(place, 'runs');
	const put = (name: string, changes: object) => {
		mkdirSync(join(folder, name), {recursive: true});
		writeFileSync(join(folder, name, 'run.json'), JSON.stringify({...document, id: name, ...changes}));
	};
	const deaf = join(place, 'connectop', 'deaf.sock');
	await new Promise<void>(resolve => {
		const server = createServer(socket => socket.destroy()).listen(deaf, resolve);
		t.teardown(() => server.close());
	});
	put('stale', {socket: join(place, 'connectop', 'gone.sock')});
	put('deaf', {socket: deaf});
	put('dead', {pid: 2 ** 22 + 1});
	put('far', {host: 'another-machine'});
	put('over', {status: 'ended', endReason: 'steps'});
	put('torn', {});
	writeFileSync(join(folder, 'torn', 'run.json'), '{"id": "to');
	const got = await python(
		t,
		place,
		`
states = {each.id: each.state for each in connectop.list() if each.id in ('stale', 'deaf', 'dead', 'far', 'over', 'torn')}
live = [each.live for each in connectop.list()]
names = ['stale', 'deaf', 'dead', 'far', 'over', 'torn', 'never', os.path.join(os.environ['XDG_RUNTIME_DIR'], 'connectop', 'deaf.sock')]
print(json.dumps([states, live == sorted(live, reverse=True), [told(lambda: connectop.attach(each)) for each in names]]))
`,
	);
	const [states, inOrder, told] = got;
	const expected = {stale: 'silent', deaf: 'silent', dead: 'dead', far: 'elsewhere', over: 'ended', torn: 'damaged'};
	t.deepEqual(states, expected);
	t.true(inOrder);
	const lines = [
		/does not answer.*gone\.sock/,
		/does not answer.*deaf\.sock/,
		/dead.*--resume dead/,
		/another-machine/,
		/has ended.*steps/,
		/run\.json can't be read/,
		new RegExp(`"never": not found; live: .*${id}`),
		/deaf\.sock/,
	];
	for (const [index, says] of lines.entries()) isOneLine(t, told[index][2], says);
	t.is(told[4][0], 'RunEnded');
	t.is(told[7][0], 'ConnectionLost');
});

withNumpy('without a name the newest run of the index is meant, and none that only a socket tells of', async t => {
	const {id} = await serve(t, place);
	const program = `print(json.dumps([told(connectop.attach), [each.id for each in connectop.list() if each.id == sys.argv[1]]]))`;
	const elsewhere = {XDG_STATE_HOME: join(place, 'other'), XDG_RUNTIME_DIR: place};
	mkdirSync(join(place, 'empty'), {recursive: true});
	const [told, found] = await python(t, join(place, 'empty'), program, [id], elsewhere);
	isOneLine(t, told[2], new RegExp(`no run is live here; name one of those known by their sockets: .*${id}`));
	t.deepEqual(found, [id]);
	const attached = `print(json.dumps(connectop.attach().id in [each.id for each in connectop.list() if each.live]))`;
	t.true(await python(t, place, attached));
});

withNumpy('ticks go on from a checkpoint that is restored, in the next epoch', async t => {
	const {id} = await serve(t, place);
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    run.wait_for_tick(20)
    seen = []
    for state in run.ticks():
        seen.append([state.tick, state.epoch])
        if len(seen) == 2:
            run.pause()
            run.restore('state_0.npz')
            run.resume()
        if len(seen) == 4:
            break
    print(json.dumps(seen))
`,
		[id],
	);
	t.deepEqual(
		got.map(([, epoch]: readonly number[]) => epoch),
		[0, 0, 1, 1],
	);
	t.true(got[2][0] < got[1][0] && got[3][0] > got[2][0]);
});

withNumpy('a socket whose path is too long for an address is reached all the same', async t => {
	if (process.platform !== 'linux') return t.pass('by way of /proc');
	const {socket, id} = await serve(t, place);
	const deep = join(place, 'd'.repeat(60), 'e'.repeat(60));
	mkdirSync(deep, {recursive: true});
	symlinkSync(socket, join(deep, 'run.sock'));
	t.is(await python(t, place, `print(json.dumps(connectop.attach(sys.argv[1]).id))`, [join(deep, 'run.sock')]), id);
});

withNumpy('threads share a run: each command is carried out once, whichever waits', async t => {
	const {id, run} = await serve(t, place, {steps: 1_000_000});
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[1]) as run:
    run.pause()
    tick = run.tick
    failed = []
    def work(thread):
        for each in range(10):
            try:
                run.command('step', count=1)
                run.W
            except Exception as error:
                failed.append(str(error))
    threads = [threading.Thread(target=work, args=(each,)) for each in range(4)]
    for each in threads: each.start()
    for each in threads: each.join()
    run.wait_for_tick(tick + 40)
    run.pause()
    print(json.dumps([failed, run.tick - tick]))
`,
		[id],
	);
	t.deepEqual(got, [[], 40]);
	t.true(run.settings.paused);
});

withNumpy('a run that another server passes on is looked at and steered through it', async t => {
	const {id, run} = await serve(t, place);
	const {address, close} = await serveStore(place, {host: '127.0.0.1', port: 0}, line => t.log(line));
	t.teardown(close);
	const got = await python(
		t,
		place,
		`
with connectop.attach(sys.argv[2], url=sys.argv[1], key=connectop.api_key('operator')) as run:
    paused = run.pause().tick
    tick = run.step(3, timeout=20)
    saved = run.checkpoint()
    print(json.dumps([tick - paused, saved.tick == tick, bool(np.array_equal(saved.arrays()['W'], run.W)), told(lambda: run.field('V')),
                      next(run.frames()).W.size]))
`,
		[address, id],
	);
	t.deepEqual([...got.slice(0, 3), got[4]], [3, true, true, 40]);
	isOneLine(t, got[3][2], /of a run that is passed on W alone can be read/);
	t.true(run.settings.paused);
});

withNumpy('the client needs no more than Python 3.9', async t => {
	const program = `
import ast
for name in ('connectop.py', 'closed_loop.py'):
    ast.parse(open(os.path.join(sys.argv[1], name)).read(), feature_version=(3, 9))
print(json.dumps(sorted(set(connectop.__all__) - set(dir(connectop)))))
`;
	t.deepEqual(await python(t, place, program, [clients]), []);
});
