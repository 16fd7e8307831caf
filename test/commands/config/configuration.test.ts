import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {asksForRun, readConfiguration} from '../../../source/commands/config/configuration.ts';
import {keyOf, originText} from '../../../source/commands/config/origin.ts';
import {scratch} from '../../program.ts';

interface Given {
	readonly flags?: Record<string, unknown>;
	readonly env?: Record<string, string>;
	/** connectop.toml of the working directory. */
	readonly here?: string;
	/** The user's own file. */
	readonly user?: string;
}

/** Reads a configuration in a folder of its own. The working directory is one for the whole process: nothing here awaits. */
function read(t: ExecutionContext, {flags = {}, env = {}, here, user}: Given, names?: readonly string[]) {
	const folder = scratch(t);
	const own = join(folder, 'config', 'connectop', 'config.toml');
	mkdirSync(dirname(own), {recursive: true});
	if (user !== undefined) writeFileSync(own, user);
	if (here !== undefined) writeFileSync(join(folder, 'connectop.toml'), here);
	const before = process.cwd();
	process.chdir(folder);
	try {
		const configuration = readConfiguration(flags, {XDG_CONFIG_HOME: join(folder, 'config'), ...env}, names);
		const origins = configuration.settings.map(each => [keyOf(each), originText(each.origin).replace(own, 'user')]);
		return {...configuration, origins: Object.fromEntries(origins), folder};
	} finally {
		process.chdir(before);
	}
}

function refusal(t: ExecutionContext, given: Given): string {
	try {
		read(t, given);
	} catch (error) {
		if (error instanceof ConnectopError && error.kind === 'invalid') return error.message;
		throw error;
	}
	return 'fine';
}

test.serial('flag before environment, before the file here, before the user’s own', t => {
	const user = 'hz = 1\nfps = 1\nseed = 1\nthreshold = 0.1';
	const here = '# here\nhz = 2\nfps = 2\nseed = 2';
	const env = {CONNECTOP_HZ: '3', CONNECTOP_FPS: '3'};
	const {args, origins, files} = read(t, {flags: {hz: 4}, env, here, user});
	t.deepEqual(args, {hz: 4, fps: 3, seed: 2, threshold: 0.1});
	t.deepEqual(origins, {hz: 'flag', fps: 'CONNECTOP_FPS', seed: 'connectop.toml:4', threshold: 'user:4'});
	t.deepEqual(
		files.map(each => each.found),
		[true, true],
	);
});

test.serial('nothing set is nothing given', t => {
	const {args, settings, files, warnings} = read(t, {});
	t.deepEqual({args, settings, warnings}, {args: {}, settings: [], warnings: []});
	t.deepEqual(
		files.map(each => each.found),
		[false, false],
	);
});

test.serial('--config takes one file, --no-config none, a relative XDG path is as good as none', t => {
	const here = 'hz = 2';
	t.deepEqual(read(t, {flags: {config: false}, here}).args, {config: false});
	t.deepEqual(read(t, {flags: {config: false}, here}).files, []);
	const folder = scratch(t);
	writeFileSync(join(folder, 'own.toml'), 'graph = "worm.csv"');
	const named = read(t, {flags: {config: join(folder, 'own.toml')}, here});
	t.is(named.args['graph'], join(folder, 'worm.csv'), 'its paths begin where it lies');
	t.is(named.args['hz'], undefined);
	t.is(read(t, {env: {CONNECTOP_CONFIG: join(folder, 'own.toml')}, here}).args['hz'], undefined);
	t.is(refusal(t, {flags: {config: 'missing.toml'}}), 'missing.toml: no such file');
	t.is(read(t, {env: {XDG_CONFIG_HOME: 'config'}, user: 'hz = 3'}).args['hz'], undefined);
});

test.serial('a value is refused as on the command line, with its place', t => {
	t.is(refusal(t, {here: '\n\nhz = "fast"'}), 'connectop.toml:3: hz = "fast": use a number above 0 and up to 1000');
	t.is(refusal(t, {here: 'fps = 99'}), 'connectop.toml:1: fps = 99: use 0.2 to 10 frames a second');
	t.is(
		refusal(t, {here: 'topology = "rign"'}),
		'connectop.toml:1: topology = "rign": use one of knn, ring; did you mean ring?',
	);
	t.is(refusal(t, {here: 'stim-gain = -1'}), 'connectop.toml:1: stim-gain = -1: use a number from 0 to 100');
	t.is(
		refusal(t, {here: 'viz-every = "often"'}),
		'connectop.toml:1: viz-every = "often": use seconds (10, 0.5), ticks (100t) or 0 for never',
	);
	t.is(
		refusal(t, {here: '[param]\nbeta = 0.1\nalpha = 9'}),
		'connectop.toml:3: param.alpha = 9: use a number from 0 to 2',
	);
	t.regex(
		refusal(t, {here: '[param]\nalhpa = 1'}),
		/^connectop\.toml:2: param\.alhpa = 1: parameter "alhpa" is unknown; .*did you mean alpha\?$/,
	);
	t.regex(
		refusal(t, {here: 'domain = "higs"'}),
		/^connectop\.toml:1: domain = "higs": use one of quantum, .*; did you mean higgs\?$/,
	);
	t.is(refusal(t, {env: {CONNECTOP_HZ: 'fast'}}), 'CONNECTOP_HZ=fast: use a number above 0 and up to 1000');
	t.is(refusal(t, {env: {CONNECTOP_API_PORT: '-1'}}), 'CONNECTOP_API_PORT=-1: use a whole number from 0 to 65535');
	t.is(
		refusal(t, {flags: {hz: 4}, here: 'hz = 0'}),
		'connectop.toml:1: hz = 0: use a number above 0 and up to 1000',
		'hidden or not',
	);
});

test.serial('one thing said in two ways is one thing', t => {
	t.deepEqual(read(t, {flags: {diffusion: 0.1}, here: '[param]\ndiffusion = 0.2\nalpha = 0.3'}).args, {
		diffusion: 0.1,
		param: ['alpha=0.3'],
	});
	t.deepEqual(read(t, {flags: {param: 'diffusion=0.1'}, here: 'diffusion = 0.2'}).args, {param: 'diffusion=0.1'});
	t.deepEqual(read(t, {flags: {param: ['hz=5', 'beta=0.2']}, here: 'hz = 20\n[param]\nalpha = 0.3\nbeta = 0.3'}).args, {
		param: ['hz=5', 'beta=0.2', 'alpha=0.3'],
	});
});

test.serial('what a nearer value replaces takes along what belongs to it', t => {
	const generated = 'neurons = 500\nk = 6\ntopology = "ring"\nhz = 3';
	t.deepEqual(read(t, {flags: {graph: 'a.csv'}, here: generated}).args, {graph: 'a.csv', hz: 3});
	t.deepEqual(read(t, {flags: {neurons: 50}, here: 'graph = "a.csv"\nundirected = true'}).args, {neurons: 50});
	t.deepEqual(read(t, {here: 'graph = "a.csv"', user: 'undirected = true\nk = 3'}).args, {
		graph: 'a.csv',
		undirected: true,
	});
	t.deepEqual(read(t, {user: 'undirected = true'}).args, {}, 'it says how a file is read, and there is none');
	t.deepEqual(
		read(t, {flags: {graph: 'b.csv'}, here: 'graph = "a.csv"\nundirected = true'}).args,
		{graph: 'b.csv'},
		'that was said of the other file',
	);
	const field = 'domain = "higgs"\ndiffusion = 0.3\nequations = "e.mjs"\n[param]\nalpha = 0.3\nnoise-amplitude = 0.1';
	t.deepEqual(read(t, {flags: {model: 'linear-rate'}, here: field}).args, {
		model: 'linear-rate',
		param: ['noise-amplitude=0.1'],
	});
	t.is(read(t, {flags: {model: 'void'}, here: field}).args['domain'], 'higgs');
	t.deepEqual(read(t, {flags: {domain: 'higgs'}, here: 'domain-modulation = 2\ndiffusion = 0.3'}).args, {
		domain: 'higgs',
		diffusion: 0.3,
	});
	t.deepEqual(read(t, {flags: {once: true}, here: 'steps = 5\nduration = 3\nseed = 1'}).args, {once: true, seed: 1});
});

test.serial('a run that is resumed: a flag and the environment go before the checkpoint, a file does not', t => {
	const here = 'hz = 20\nseed = 3\nname = "x"\nsteps = 5\nfps = 2\n[param]\nalpha = 0.3';
	const {args} = read(t, {flags: {resume: 'latest', dt: 0.5}, env: {CONNECTOP_SEED: '4'}, here});
	t.deepEqual(args, {resume: 'latest', dt: 0.5, seed: 4, steps: 5, fps: 2});
	t.deepEqual(read(t, {env: {CONNECTOP_RESUME: 'latest'}, here}).args, {resume: 'latest', steps: 5, fps: 2});
});

test.serial('the demo stays the demo while nothing is asked of the run', t => {
	const asks = (given: Given) => asksForRun(read(t, given));
	t.false(asks({}));
	t.false(asks({here: 'fps = 2\ntheme = "light"\ncolor = "none"\nglyphs = "ascii"\napi = true'}));
	t.false(asks({flags: {config: false}}));
	t.true(asks({here: 'fps = 2\nneurons = 50'}));
	t.true(asks({env: {CONNECTOP_HZ: '3'}}));
	t.true(asks({here: '[param]\nalpha = 0.3'}));
	t.true(asks({flags: {fps: 2}}), 'whatever is typed');
});

test.serial('a verb takes the options that it has; the whole file must be right all the same', t => {
	const names = ['fps', 'theme'];
	t.deepEqual(read(t, {here: 'fps = 2\nhz = 3'}, names).args, {fps: 2});
	t.throws(() => read(t, {here: 'fps = 2\nhz = -3'}, names), {message: /connectop\.toml:2: hz = -3/});
});

test.serial('warnings are one line each', t => {
	t.deepEqual(read(t, {env: {CONNECTOP_NEURON: '3'}}).warnings, [
		'CONNECTOP_NEURON: there is no such option; did you mean CONNECTOP_NEURONS?',
	]);
});

test.serial('files that can not be read', t => {
	const folder = scratch(t);
	const file = (name: string, content: string | Uint8Array) => {
		writeFileSync(join(folder, name), content);
		return {flags: {config: join(folder, name)}};
	};
	t.regex(refusal(t, {flags: {config: folder}}), /: is a directory; a configuration is one file$/);
	t.regex(
		refusal(t, file('large.toml', '#'.repeat(300_000))),
		/large\.toml: is no configuration: it holds 300000 bytes$/,
	);
	t.regex(refusal(t, file('binary.toml', Buffer.from([0x61, 0xff, 0xfe]))), /binary\.toml: is no text in UTF-8$/);
});
