import test from 'ava';
import {readEnvironment, variableOf} from '../../../source/commands/config/environment.ts';
import {keyOf} from '../../../source/commands/config/origin.ts';
import {runOptionTable} from '../../../source/commands/run-option-table.ts';

function read(environment: Record<string, string>) {
	const warnings: string[] = [];
	const settings = readEnvironment(environment, line => warnings.push(line));
	return {values: Object.fromEntries(settings.map(each => [keyOf(each), each.argument])), warnings};
}

test('every option has a variable', t => {
	t.is(variableOf('stim-gain'), 'CONNECTOP_STIM_GAIN');
	for (const {name, kind} of runOptionTable) {
		const value = kind === 'switch' ? 'yes' : kind === 'list' ? 'alpha=1' : '7';
		const {values, warnings} = read({[variableOf(name)]: value});
		t.deepEqual(Object.keys(values), [kind === 'list' ? 'param.alpha' : name]);
		t.deepEqual(warnings, []);
	}
});

test('values are read as what they are', t => {
	t.deepEqual(
		read({CONNECTOP_HZ: '20', CONNECTOP_NAME: '007', CONNECTOP_EXACT: 'on', CONNECTOP_USE_TIME_DYNAMICS: 'false'})
			.values,
		{hz: 20, name: '007', exact: true, 'use-time-dynamics': false},
	);
	t.deepEqual(read({CONNECTOP_PARAM: 'alpha=0.3, beta=.2 noise=none'}).values, {
		'param.alpha': '0.3',
		'param.beta': '.2',
		'param.noise': 'none',
	});
	t.deepEqual(read({CONNECTOP_HZ: ''}), {values: {}, warnings: []}, 'an empty variable is as good as none');
	t.throws(() => read({CONNECTOP_EXACT: 'maybe'}), {message: 'CONNECTOP_EXACT=maybe: use true or false'});
	t.throws(() => read({CONNECTOP_PARAM: 'alpha'}), {
		message: 'CONNECTOP_PARAM=alpha: use NAME=VALUE, such as alpha=0.3, separated by commas',
	});
});

test('what nothing knows is told and changes nothing', t => {
	t.deepEqual(read({CONNECTOP_NEURON: '3', CONNECTOP_hz: '3', CONNECTOP_WEATHER: 'fine'}), {
		values: {},
		warnings: [
			'CONNECTOP_NEURON: there is no such option; did you mean CONNECTOP_NEURONS?',
			'CONNECTOP_hz: there is no such option; did you mean CONNECTOP_HZ?',
			'CONNECTOP_WEATHER: there is no such option',
		],
	});
	const others = {
		CONNECTOP_OPERATOR_KEY: 'x',
		CONNECTOP_BUILT: '1',
		CONNECTOP_SERVICE_HOST: '10.0.0.1',
		CONNECTOP_PORT: 'tcp://10.0.0.1:8012',
		CONNECTOP_PORT_8012_TCP_ADDR: '10.0.0.1',
		HZ: '3',
	};
	t.deepEqual(read(others), {values: {}, warnings: []});
});
