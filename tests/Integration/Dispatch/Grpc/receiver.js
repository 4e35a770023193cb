// A receiver of SkyWalking's gRPC hook. It prints its port, then a line of JSON for each call, and does as the first alarm's rule says:
// "error_N" answers with status N, "hang" never answers, anything else is taken. The argument "old" leaves recoveries out.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const protocol = grpc.loadPackageDefinition(loader.loadSync(process.argv[2], { keepCase: true, longs: Number, defaults: true }));
const handle = (method) => (call, callback) => {
  const alarms = [];
  call.on('data', (alarm) => alarms.push(alarm));
  call.on('cancelled', () => console.log(JSON.stringify({ method, cancelled: true })));
  call.on('end', () => {
    console.log(JSON.stringify({ method, id: call.metadata.get('webhook-id')[0], hasDeadline: Number.isFinite(Number(call.getDeadline())), alarms }));
    const rule = alarms[0].ruleName;
    if (rule.startsWith('error_')) {
      callback({ code: Number(rule.slice('error_'.length)), details: 'for a reason: 100 % full' });
    } else if (rule !== 'hang') {
      callback(null, {});
    }
  });
};

const server = new grpc.Server();
const methods = { doAlarm: handle('doAlarm') };
const service = { doAlarm: protocol.AlarmService.service.doAlarm };
if (process.argv[3] !== 'old') {
  methods.doAlarmRecovery = handle('doAlarmRecovery');
  service.doAlarmRecovery = protocol.AlarmService.service.doAlarmRecovery;
}

server.addService(service, methods);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }

  console.log(port);
});
