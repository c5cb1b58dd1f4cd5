using Actors.Tests.Conformance;
using Actors.Tests.Conformance.Faults;

namespace Actors.Tests.AkkaNet.Conformance;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaAffinityTests : AffinityTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaAsyncGetTests : AsyncGetTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaAsyncTests : AsyncTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaBackgroundToUiTests : BackgroundToUiTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaBudgetUpdateTests : BudgetUpdateTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaChannelTests : ChannelTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaCompletionTests : CompletionTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaCoroutineTests : CoroutineTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaConflationTests : ConflationTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaCurrentTests : CurrentTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaDeferTests : DeferTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaErrorMessageTests : ErrorMessageTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaEscalationTests : EscalationTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaEventRouteTests : EventRouteTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaEventStreamEndTests : EventStreamEndTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaEventStreamKeepTests : EventStreamKeepTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaEventStreamTests : EventStreamTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaEventTests : EventTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaEventWaitTests : EventWaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaExitOrderTests : ExitOrderTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaFamilyEndTests : FamilyEndTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaFlowStressTests : FlowStressTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaFlowTests : FlowTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaForeignCodeTests : ForeignCodeTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaForgottenWaitTests : ForgottenWaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaFutureTests : FutureTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaHoldDispatcherTests : HoldDispatcherTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaHoldEndTests : HoldEndTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaHoldOwnerTests : HoldOwnerTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaHoldStressTests : HoldStressTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaHoldTests : HoldTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaHoldTimerTests : HoldTimerTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobControlTests : JobControlTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobThrowTests : JobThrowTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobEndTests : JobEndTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobGroupTests : JobGroupTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobHoldTests : JobHoldTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobProgressTests : JobProgressTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobStepTests : JobStepTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobStressTests : JobStressTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaJobTests : JobTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLaterTests : LaterTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLeftBehindTests : LeftBehindTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLifecycleTests : LifecycleTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaListenerErrorTests : ListenerErrorTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaListenerTests : ListenerTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaListenerWaitTests : ListenerWaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLoopCallTests : LoopCallTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLoopRunTests : LoopRunTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLoopCloseTests : LoopCloseTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLoopStressTests : LoopStressTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLoopTaskTests : LoopTaskTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLoopTaskCancelTests : LoopTaskCancelTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaLoopTimerTests : LoopTimerTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMailboxDeliveryTests : MailboxDeliveryTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMailboxHeldTests : MailboxHeldTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMailboxStressTests : MailboxStressTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMailboxTests : MailboxTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMailboxWaitEndTests : MailboxWaitEndTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMailboxWaitTests : MailboxWaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMainFlowTests : MainFlowTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMainStopTests : MainStopTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaMainWorkerTests : MainWorkerTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaOptOutTests : OptOutTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaOutsideWaitTests : OutsideWaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaParentChildTests : ParentChildTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaPauseTests : PauseTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaPauseWaitTests : PauseWaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaPolledMainTests : PolledMainTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaRejectTests : RejectTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaRestartChildrenTests : RestartChildrenTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaRestartClearingTests : RestartClearingTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaRestartEndTests : RestartEndTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaRestartQueueTests : RestartQueueTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaRestartTests : RestartTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaResultWaitTests : ResultWaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaRunOnCurrentThreadTests : RunOnCurrentThreadTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaScopeEndTests : ScopeEndTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaScopeTests : ScopeTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaShutdownTests : ShutdownTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaSlowCodeTests : SlowCodeTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaStatusTests : StatusTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaStopTests : StopTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaStoppingTokenTests : StoppingTokenTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaSupervisionTests : SupervisionTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaSwallowedExitTests : SwallowedExitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaTimerTests : TimerTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaUnlistenTests : UnlistenTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaUpdateTests : UpdateTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaWaitRingTests : WaitRingTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaWaitTaskTests : WaitTaskTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaWaitTests : WaitTests;

[OnEngine<AkkaTestEngine>]
public sealed class AkkaWorkerExitTests : WorkerExitTests;
