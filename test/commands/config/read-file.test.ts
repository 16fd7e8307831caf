import test from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {keyOf} from '../../../source/commands/config/origin.ts';
import {readConfigText} from '../../../source/commands/config/read-file.ts';

const read = (text: string, folder?: string) => readConfigText({file: 'connectop.toml', text, folder});

/** What a file sets, by key. */
const values = (text: string, folder?: string) =>
	Object.fromEntries(read(text, folder).map(each => [keyOf(each), each.argument]));

function refusal(text: string): string {
	try {
		read(text);
	} catch (error) {
		if (error instanceof ConnectopError && error.kind === 'invalid' && error.code === 'config') return error.message;
		throw error;
	}
	return 'fine';
}

test('values arrive as those of the command line do', t => {
	t.deepEqual(
		values(`hz = 20
viz-every = "100t"
log-every = 2
color = 256
exact = true
memory = 1000
time-dynamics = false
topology = "ring"
[param]
alpha = 0.3
timeDynamics = true
noise = "none"
`),
		{
			hz: 20,
			'viz-every': '100t',
			'log-every': '2',
			color: '256',
			exact: true,
			memory: '1000',
			'use-time-dynamics': false,
			topology: 'ring',
			'param.alpha': '0.3',
			'param.timeDynamics': 'true',
			'param.noise': 'none',
		},
	);
	t.deepEqual(
		read('\nhz = 20\n[param]\nalpha = 1').map(each => each.origin),
		[2, 4].map(line => ({kind: 'file', file: 'connectop.toml', line})),
	);
});

test('relative paths begin where the file lies', t => {
	const text = 'graph = "worm.csv"\nequations = "/e.mjs"\nmodel = "own.mjs"\ninput = "-"\nname = "a.b"';
	t.deepEqual(values(text, '/etc/x'), {
		graph: '/etc/x/worm.csv',
		equations: '/e.mjs',
		model: '/etc/x/own.mjs',
		input: '-',
		name: 'a.b',
	});
	t.deepEqual(values('model = "void"\ninput = "words.txt"', '/etc/x'), {model: 'void', input: '/etc/x/words.txt'});
	t.is(values(text)['graph'], 'worm.csv');
});

test('what is wrong is said with its line, one line each', t => {
	const cases = {
		'\nneuron = 3': '2: neuron: there is no such option; did you mean neurons?',
		'stim_gain = 3': '1: stim_gain: there is no such option; did you mean stim-gain?',
		'nonsense = 3': '1: nonsense: there is no such option; connectop info --default-config lists them',
		'[screen]\nfps = 2': '1: screen: there is no such option; did you mean screen-reader?',
		'alpha = 3': '1: alpha: there is no such option; a parameter of the model goes below [param]',
		'hz = "20"': '1: hz = "20": use a number without quotes',
		'ui = "no"': '1: ui = "no": use true or false',
		'name = 7': '1: name = 7: use a text in quotes',
		'param = 3': '1: param = 3: use a table, [param] with lines such as alpha = 0.3',
		'[param]\nalpha = []': '2: param.alpha = []: use a number, a text in quotes, true or false',
		'hz = 1\n\nhz = 2': '3: is no TOML: trying to redefine an already defined table or value (column 1)',
		'hz = 1\nfps = = 2': '2: is no TOML: invalid value (column 7)',
	};
	for (const [text, message] of Object.entries(cases)) t.is(refusal(text), `connectop.toml:${message}`, text);
});

test('what is about one run is refused with the reason', t => {
	const reasons = {
		resume: 'is about one run; give it on the command line',
		once: 'is about one run; give it on the command line',
		force: 'is about one run; give it on the command line',
		detach: 'is about one run; give it on the command line',
		'run-dir': 'is the directory of one run; give it on the command line',
		config: 'says which file is read; give it on the command line',
	};
	for (const [name, reason] of Object.entries(reasons))
		t.is(refusal(`${name} = true`), `connectop.toml:1: ${name}: ${reason}`);
	for (const name of ['help', 'version']) t.regex(refusal(`${name} = true`), /there is no such option/);
});
