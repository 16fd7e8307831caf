import test from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {readConfigText} from '../../../source/commands/config/read-file.ts';
import {withOrigin} from '../../../source/commands/config/with-origin.ts';

const settings = readConfigText({
	file: 'connectop.toml',
	text: 'k = 30\ngraph = "worm.csv"\nkernel = "gpu"\nmodel = "mine"\n[param]\nalpha = 3',
});

const explained = (message: string): string => {
	const error = withOrigin(new ConnectopError('usage', 'x', message), settings);
	return error instanceof ConnectopError ? `${error.kind}: ${error.message}` : 'another error';
};

test('a refusal that names what nobody typed says where it came from', t => {
	const cases = {
		'-k 30: each node needs fewer': 'k comes from connectop.toml:1',
		'leave out --neurons, -k and --topology': 'k comes from connectop.toml:1',
		'worm.csv, line 3: has 2 fields': 'graph comes from connectop.toml:2',
		'--kernel gpu and --exact exclude each other': 'kernel comes from connectop.toml:3',
		'model "mine" is unknown': 'model comes from connectop.toml:4',
		'--param alpha: 3 is not allowed': 'param.alpha comes from connectop.toml:6',
		'parameter "alpha" is unknown': 'param.alpha comes from connectop.toml:6',
		'--graph and -k': 'k comes from connectop.toml:1, graph comes from connectop.toml:2',
	};
	for (const [message, origin] of Object.entries(cases)) t.is(explained(message), `invalid: ${message} (${origin})`);
});

test('other errors stay as they are', t => {
	t.is(explained('--kernels: there is no such option'), 'usage: --kernels: there is no such option');
	t.is(explained('--hz: 0 is not allowed'), 'usage: --hz: 0 is not allowed');
	const failed = new ConnectopError('failed', 'disk-full', '-k: no space left');
	t.is(withOrigin(failed, settings), failed);
	const defect = new TypeError('-k');
	t.is(withOrigin(defect, settings), defect);
});
