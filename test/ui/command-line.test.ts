import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../source/base/errors.ts';
import {commands, findCommand} from '../../source/run/registry/registry.ts';
import {exampleOf, needsArguments, usageOf} from '../../source/ui/command-fields.ts';
import {commandOf, parseArguments} from '../../source/ui/command-line.ts';

const parsed = (line: string) => {
	const found = commandOf(line, commands);
	if (!found) throw new Error(`${line}: no command`);
	return parseArguments(found.spec, found.rest);
};
const refused = (line: string) => {
	try {
		parsed(line);
	} catch (error) {
		if (error instanceof ConnectopError) return error.message;
		throw error;
	}
	return 'taken';
};

test('arguments by name, by place and as JSON', t => {
	for (const line of [
		'excite node=12 hops=1 amplitude=0.3',
		'excite 12 1 .3',
		'excite {"node":12,"hops":1,"amplitude":0.3}',
	])
		t.deepEqual(parsed(line), {node: 12, hops: 1, amplitude: 0.3}, line);
	t.deepEqual(parsed('excite hops=2 5'), {hops: 2, node: 5}, 'places are those that are left');
	t.deepEqual(parsed('clamp nodes=1,2,5-8 value=−0.5'), {nodes: [1, 2, 5, 6, 7, 8], value: -0.5});
	t.deepEqual(parsed('release'), {});
	t.deepEqual(parsed('stop reason="it is late"'), {reason: 'it is late'});
	t.deepEqual(parsed("stop 'it is'"), {reason: 'it is'});
});

test('text is taken as it is typed', t => {
	t.deepEqual(parsed('stimulus hello, "world" a=b'), {texts: ['hello, "world" a=b']});
	t.deepEqual(parsed('stimulus {"texts":["a","b"]}'), {texts: ['a', 'b']});
});

test('breakpoints are typed as they are said', t => {
	t.deepEqual(parsed('break cohesion < 5 for 10 ticks do pause bell'), {
		when: 'cohesion < 5 for 10 ticks',
		do: ['pause', 'bell'],
	});
	t.deepEqual(parsed('break tick >= 100'), {when: 'tick >= 100'});
	t.deepEqual(parsed('break meanWeight > 0.5 do png, checkpoint'), {
		when: 'meanWeight > 0.5',
		do: ['png', 'checkpoint'],
	});
	t.deepEqual(parsed('break when="tick > 3" do=bell'), {when: 'tick > 3', do: ['bell']});
});

test('what is wrong is said in one line, with what is allowed', t => {
	for (const [line, message] of [
		['excite', /^excite: node: is missing; type node=INTEGER \[hops=0\] \[amplitude=0\.3\]$/],
		['excite node=x', /^excite: node: use a number; type node=INTEGER/],
		['excite node=1.5', /^excite: node: use a whole number; /],
		['excite node=-1', /^excite: node: use at least 0; /],
		['excite 1 2 3', /^excite: amplitude: use at most 1; /],
		['clamp nodes=0-299 value=a', /^clamp: value: use a number; /],
		['clamp nodes=1', /^clamp: value: is missing; /],
		['excite nod=1', /^excite: argument "nod" is unknown; use node, hops, amplitude; did you mean node\?$/],
		['excite 1 2 0.3 4', /^excite: too many values; type node=INTEGER/],
		['excite {"node":', /^excite: this is no JSON object; type node=/],
		['step 3 4', /^step: too many values; type \[count=1\]$/],
		['pause now', /^pause: too many values; it takes no arguments$/],
		['pause now=1', /^pause: argument "now" is unknown; it takes none$/],
		['break tick > 3 do dance', /^break: do\.0: use pause, checkpoint, png, bell; /],
		['clamp nodes=1-99999999999 value=1', /^clamp: nodes\.0: /],
		['clamp nodes=9-3 value=1', /^clamp: nodes\.0: /],
	] as const)
		t.regex(refused(line), message, line);
});

test('the example of every command is what it takes, also as it is typed', t => {
	for (const spec of commands) {
		const line = exampleOf(spec);
		t.true(line === spec.id || line.startsWith(`${spec.id} `));
		t.notThrows(() => parsed(line), line);
		t.true(needsArguments(spec) || parsed(spec.id) !== undefined);
	}
	t.is(usageOf(findCommand('restore')), 'file=TEXT', 'what the run adds is not asked for');
	t.is(usageOf(findCommand('pause')), '');
	t.is(commandOf('nonsense 3', commands), undefined);
	t.is(commandOf('', commands), undefined);
});

test('whatever is typed is taken or refused in one line', t => {
	const line = fc.oneof(
		fc.string(),
		fc.string({unit: 'grapheme'}),
		fc.string({unit: fc.constantFrom(...'=,"\'{}[] ado1-')}),
	);
	fc.assert(
		fc.property(fc.constantFrom(...commands), line, (spec, text) => {
			try {
				t.true(spec.parameters.safeParse({sha256: '', ...parseArguments(spec, text)}).success || spec.id !== 'restore');
			} catch (error) {
				if (!(error instanceof ConnectopError)) throw error;
				t.false(error.message.slice(0, 20).includes('\n'));
			}
		}),
	);
});
