import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {checkForms, type Names, usageError} from '../../source/commands/arguments.ts';

const names: Names = {
	options: ['neurons', 'hz', 'run-dir', 'checkpoint-every', 'k', 'graph'],
	commands: ['run', 'bench'],
	parameters: ['alpha'],
};

test('what yargs says becomes one line of ours, with option, value and what is allowed', t => {
	for (const [message, argv, line] of [
		['Unknown argument: neuron', ['--neuron', '3'], '--neuron: there is no such option; did you mean --neurons?'],
		['Unknown arguments: neuorns, x', ['--neuorns=3'], '--neuorns: there is no such option; did you mean --neurons?'],
		['Unknown argument: runDir2', ['--run-dir2', 'x'], '--run-dir2: there is no such option; did you mean --run-dir?'],
		['Unknown argument: check', ['--check'], '--check: there is no such option; did you mean --checkpoint-every?'],
		['Unknown argument: nonsense', ['--nonsense'], '--nonsense: there is no such option; connectop --help lists them'],
		['Unknown argument: z', ['-z'], '-z: there is no such option; connectop --help lists them'],
		['Unknown argument: alpha', ['--alpha', '1'], '--alpha: there is no such option; use --param alpha=VALUE'],
		['Unknown argument: walk', ['walk'], 'walk: there is no such command; use one of run, bench'],
		['Unknown argument: c', ['bench', 'c'], 'bench: "c" is one argument too many; connectop bench --help shows how'],
		['Not enough arguments following: hz', ['--hz'], '--hz: the value is missing'],
		['Not enough arguments following: k', ['-k'], '-k: the value is missing'],
		[
			'Invalid values:\n  Argument: noise, Given: "loud", Choices: "none", "node"',
			['--noise', 'loud'],
			'--noise loud: use one of none, node',
		],
		[
			'Invalid values:\n  Argument: noise, Given: "nodes", Choices: "none", "node"',
			['--noise', 'nodes'],
			'--noise nodes: use one of none, node; did you mean node?',
		],
		['Something\nelse', [], 'Something else; connectop --help shows how'],
	] as const) {
		const error = usageError(message, argv, names);
		t.is(error.message, line);
		t.is(error.kind, 'usage');
	}
});

const refusal = (args: Readonly<Record<string, unknown>>): string => {
	try {
		checkForms(args, ['param'], ['ui', 'auto-equations']);
	} catch (error) {
		if (error instanceof ConnectopError && error.kind === 'usage') return error.message;
		throw error;
	}
	return 'fine';
};

test('an option is given once, and only switches are negated', t => {
	t.is(
		refusal({_: ['x', 'y'], $0: 'connectop', param: ['a=1', 'b=2'], ui: false, autoEquations: false, hz: 0}),
		'fine',
	);
	t.is(refusal({hz: [5, 6]}), '--hz: is given 2 times; give it once');
	t.is(refusal({runDir: ['a', 'b', 'c']}), '--run-dir: is given 3 times; give it once');
	t.is(refusal({graph: false}), '--no-graph: there is no such option; leave out --graph');
	t.is(refusal({k: false}), '--no-k: there is no such option; leave out -k');
});
