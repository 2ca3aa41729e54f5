<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutCard</name>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>民生接待 {version}</source>
        <translation>Reception {version}</translation>
    </message>
    <message>
        <source>许可证</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>数据文件夹</source>
        <translation>Data folder</translation>
    </message>
</context>
<context>
    <name>ActBar</name>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已撤销：{act}</source>
        <translation>Undone: {act}</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>已重做：{act}</source>
        <translation>Redone: {act}</translation>
    </message>
</context>
<context>
    <name>AddClerk</name>
    <message>
        <source>增加接待员</source>
        <translation>Add a clerk</translation>
    </message>
    <message>
        <source>接待员</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>室负责人</source>
        <translation>Room leader</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>登录名</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>增加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>已增加接待员{name}</source>
        <translation>Clerk {name} added</translation>
    </message>
</context>
<context>
    <name>AlarmForm</name>
    <message>
        <source>再写下来</source>
        <translation>Then write it down</translation>
    </message>
    <message>
        <source>哪里、怎么了、有没有人受伤；可以等处置完再写</source>
        <translation>Where, what, anybody hurt; it may wait until all is safe</translation>
    </message>
    <message>
        <source>不知道可留空</source>
        <translation>Empty if unknown</translation>
    </message>
    <message>
        <source>名称、首字母或代码；留空就先不派单</source>
        <translation>Name, initials or code; empty: no order yet</translation>
    </message>
    <message>
        <source>原话</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>派给</source>
        <translation>Hand to</translation>
    </message>
</context>
<context>
    <name>AlikeCard</name>
    <message>
        <source>相近的诉求</source>
        <translation>Cases alike</translation>
    </message>
    <message>
        <source>{count} 件相近的在办诉求</source>
        <translation>Open cases alike: {count}</translation>
    </message>
    <message>
        <source>{why}：{count} 件</source>
        <translation>{why}: {count}</translation>
    </message>
    <message>
        <source>保存时与 {number} 并案。再按一次取消。</source>
        <translation>Will be joined with {number} when saved. Press again to cancel.</translation>
    </message>
    <message>
        <source>就是这件：记为重复</source>
        <translation>The same case: a repeat</translation>
    </message>
    <message>
        <source>同一起因：另立并案</source>
        <translation>Same cause: join as an incident</translation>
    </message>
</context>
<context>
    <name>AmendDialog</name>
    <message>
        <source>经手人</source>
        <translation>Done by</translation>
    </message>
    <message>
        <source>更正原因（内部备注）</source>
        <translation>Why (internal note)</translation>
    </message>
    <message>
        <source>不保密</source>
        <translation>not confidential</translation>
    </message>
    <message>
        <source>对单位隐去反映人</source>
        <translation>who spoke is hidden from units</translation>
    </message>
    <message>
        <source>已有号码；要改就写新的</source>
        <translation>A number is kept; write a new one to change it</translation>
    </message>
</context>
<context>
    <name>AsideCard</name>
    <message>
        <source>另存、未计入的记录</source>
        <translation>Set aside, not counted</translation>
    </message>
    <message>
        <source>没有。区里收下了本室上报的每一条。</source>
        <translation>None. The district holds everything this room sent.</translation>
    </message>
    <message>
        <source>整条记录</source>
        <translation>Whole entry</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>备份</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>正在备份</source>
        <translation>Backing up</translation>
    </message>
    <message>
        <source>备份是加密的，换电脑时用备份和信封里的恢复码恢复。</source>
        <translation>Backups are encrypted. On another PC they are restored with the recovery key from the envelope.</translation>
    </message>
    <message>
        <source>立即备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>选每日备份位置</source>
        <translation>Choose the daily place</translation>
    </message>
    <message>
        <source>上次备份：{at}</source>
        <translation>Last backup: {at}</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>还没有设；请选移动硬盘或网络文件夹，每天自动备份一次，保留最近 14 份</source>
        <translation>not set; choose a removable disk or a network folder. One backup a day is written by itself, the latest 14 are kept</translation>
    </message>
    <message>
        <source>每日备份位置：{place}</source>
        <translation>Daily backup: {place}</translation>
    </message>
    <message>
        <source>备份到</source>
        <translation>Back up to</translation>
    </message>
    <message>
        <source>已备份到 {file}</source>
        <translation>Backed up to {file}</translation>
    </message>
    <message>
        <source>每日备份位置</source>
        <translation>Place of the daily backup</translation>
    </message>
</context>
<context>
    <name>BesideCard</name>
    <message>
        <source>相关诉求</source>
        <translation>Related cases</translation>
    </message>
    <message>
        <source>同一起因（并案）</source>
        <translation>Same cause (incident)</translation>
    </message>
    <message>
        <source>同一次来访</source>
        <translation>Same visit</translation>
    </message>
    <message>
        <source>一起了结</source>
        <translation>End them together</translation>
    </message>
    <message>
        <source>把这件分开</source>
        <translation>Part this case</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>按 0 记一句居民的原话，回车回到选项</source>
        <translation>0: write down the resident&apos;s words; Enter goes back to the answers</translation>
    </message>
    <message>
        <source>居民原话</source>
        <translation>The resident&apos;s words</translation>
    </message>
    <message>
        <source>没有姓名</source>
        <translation>No name</translation>
    </message>
    <message>
        <source>没有电话，请上门</source>
        <translation>No phone: visit</translation>
    </message>
    <message>
        <source>数字作答   Backspace 上一问   PgDn 先打别人   F2 同一居民的新诉求</source>
        <translation>Digits answer   Backspace: one question back   PgDn: somebody else first   F2: a new case of this resident</translation>
    </message>
    <message>
        <source>单位反馈：{words}</source>
        <translation>The unit says: {words}</translation>
    </message>
    <message>
        <source>接通了吗？</source>
        <translation>Reached?</translation>
    </message>
    <message>
        <source>什么时候再打？</source>
        <translation>When to call again?</translation>
    </message>
    <message>
        <source>两天两个时段都没打通。怎么办？</source>
        <translation>Missed on two days at two hours. What now?</translation>
    </message>
    <message>
        <source>「{case}」解决了吗？</source>
        <translation>&quot;{case}&quot;: solved?</translation>
    </message>
    <message>
        <source>「{case}」办得满意吗？</source>
        <translation>&quot;{case}&quot;: satisfied?</translation>
    </message>
    <message>
        <source>「{case}」哪里不满意？</source>
        <translation>&quot;{case}&quot;: what was wrong?</translation>
    </message>
    <message>
        <source>「{case}」没有解决，要重办吗？</source>
        <translation>&quot;{case}&quot; is not solved: do it again?</translation>
    </message>
    <message>
        <source>今天稍后</source>
        <translation>Later today</translation>
    </message>
    <message>
        <source>。这个时段打过，换个时段更容易打通</source>
        <translation>. This hour was tried: another is likelier</translation>
    </message>
</context>
<context>
    <name>CallsCard</name>
    <message>
        <source>先打电话</source>
        <translation>Call first</translation>
    </message>
    <message>
        <source>险情联系人</source>
        <translation>People to call</translation>
    </message>
    <message>
        <source>还没有值班表和联系人；由区里下发。先打 119、120 或物业电话，再写右边。</source>
        <translation>No duty roster yet; the district sends it. Ring 119, 120 or the property company, then write at the right.</translation>
    </message>
    <message>
        <source>接通</source>
        <translation>Reached</translation>
    </message>
    <message>
        <source>未接通</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>下一个</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>数字记结果，时间自动记下；Tab 到右边写，可以后写</source>
        <translation>Digits answer, the minute is written by itself; Tab goes to the form, which may wait</translation>
    </message>
</context>
<context>
    <name>CaseHead</name>
    <message>
        <source>已撤销</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>第 {round} 轮</source>
        <translation>Round {round}</translation>
    </message>
    <message>
        <source>保密</source>
        <translation>Confidential</translation>
    </message>
    <message>
        <source>匿名</source>
        <translation>Anonymous</translation>
    </message>
    <message>
        <source>请看一下</source>
        <translation>Please look</translation>
    </message>
    <message>
        <source>已转往 {room}</source>
        <translation>Transferred to {room}</translation>
    </message>
    <message>
        <source>还没有派单，由本室负责</source>
        <translation>Not dispatched yet: this room is responsible</translation>
    </message>
    <message>
        <source>{unit} 主办</source>
        <translation>{unit} leads</translation>
    </message>
    <message>
        <source>已拒签，仍由本室负责</source>
        <translation>Signature refused: this room stays responsible</translation>
    </message>
    <message>
        <source>未签收前仍由本室负责</source>
        <translation>This room stays responsible until signed for</translation>
    </message>
</context>
<context>
    <name>CaseNames</name>
    <message>
        <source>是</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>no</translation>
    </message>
    <message>
        <source>{field}改为：{value}</source>
        <translation>{field} is now: {value}</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>已复制 {number}</source>
        <translation>{number} copied</translation>
    </message>
    <message>
        <source>看全部诉求</source>
        <translation>All cases</translation>
    </message>
    <message>
        <source>没有打开的诉求</source>
        <translation>No case is open</translation>
    </message>
    <message>
        <source>在查找框里输入编号，或从列表里打开一件。</source>
        <translation>Enter a number in the search box, or open a case from the list.</translation>
    </message>
    <message>
        <source>工单 {number} {state}</source>
        <translation>Order {number} {state}</translation>
    </message>
    <message>
        <source>已选定</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>已复制，可粘贴到微信</source>
        <translation>Copied: paste it into WeChat</translation>
    </message>
    <message>
        <source>这件诉求不在本室，或已撤销</source>
        <translation>This case is not in this room, or was undone</translation>
    </message>
    <message>
        <source>还没有派单，没有工单</source>
        <translation>Not dispatched yet: there is no order</translation>
    </message>
    <message>
        <source>没有两处写得不同的</source>
        <translation>Nothing was written in two ways</translation>
    </message>
    <message>
        <source>并案的都已了结，或正等回访</source>
        <translation>All of the incident have ended, or wait to be followed up</translation>
    </message>
    <message>
        <source>没有与别的诉求并案</source>
        <translation>No other case is of the same incident</translation>
    </message>
    <message>
        <source>没有留姓名和电话，没有人可打</source>
        <translation>Nobody left a name or a phone: there is no one to call</translation>
    </message>
</context>
<context>
    <name>CasePart</name>
    <message>
        <source>居民怎么说就怎么写，换行可以</source>
        <translation>As the resident says it; line breaks are fine</translation>
    </message>
    <message>
        <source>名称、首字母或居民的说法；↓ 看常用</source>
        <translation>Name or initials; ↓ usual</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>原话</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>分类</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>缓急</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>事由</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>希望</source>
        <translation>Wants</translation>
    </message>
    <message>
        <source>按原话建议，可改</source>
        <translation>Suggested by the words; change it if wrong</translation>
    </message>
    <message>
        <source>；也可能是：{others}</source>
        <translation>; or perhaps: {others}</translation>
    </message>
    <message>
        <source>从原话自动取，可改</source>
        <translation>From the words</translation>
    </message>
    <message>
        <source>{count} 次</source>
        <translation>used {count}×</translation>
    </message>
    <message>
        <source>按原话建议（{why}），可改</source>
        <translation>Suggested by the words ({why}); may be changed</translation>
    </message>
    <message>
        <source>修复 / 赔偿 / 解释…   F3 常用语</source>
        <translation>Repair / pay / explain…   F3 phrases</translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>诉求列表</source>
        <translation>List of cases</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>时间线</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>诉求</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>时限和时间线</source>
        <translation>Deadlines and timeline</translation>
    </message>
    <message>
        <source>居民原话</source>
        <translation>The resident&apos;s words</translation>
    </message>
    <message>
        <source>读给居民看</source>
        <translation>Read it back</translation>
    </message>
</context>
<context>
    <name>Cases</name>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>事由</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>居民</source>
        <translation>Resident</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>来访时间</source>
        <translation>Visited</translation>
    </message>
    <message>
        <source>匿名</source>
        <translation>Anonymous</translation>
    </message>
    <message>
        <source>【请看】{summary}</source>
        <translation>[Look] {summary}</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>没有符合条件的诉求</source>
        <translation>No case answers to this</translation>
    </message>
    <message>
        <source>换一个词，或按 Esc 清除筛选；新的来访按 F2 登记。
查找时可写 状态:待派单  单位:热力  来访:今天  逾期</source>
        <translation>Try another word, or press Esc to clear the filter; F2 registers a new visit.
You can write status:registered  urgency:urgent  date:today  overdue:</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>共 {count} 件</source>
        <translation>Cases: {count}</translation>
    </message>
    <message>
        <source>没有选中的诉求</source>
        <translation>No case is selected</translation>
    </message>
    <message>
        <source>一次最多处理 {most} 件，已选 {count} 件</source>
        <translation>At most {most} at a time; selected: {count}</translation>
    </message>
    <message>
        <source>先选中一件或多件诉求</source>
        <translation>Select one or more cases first</translation>
    </message>
    <message>
        <source>先缩小范围，再放进侧栏</source>
        <translation>Narrow the list first, then keep it</translation>
    </message>
    <message>
        <source>侧栏里已有，叫「{name}」</source>
        <translation>The side bar has it, as &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>列表里没有诉求</source>
        <translation>No case in the list</translation>
    </message>
    <message>
        <source>还没有诉求</source>
        <translation>No cases yet</translation>
    </message>
    <message>
        <source>按 F2 登记来访，诉求就列在这里；以前的台账按 Ctrl+I 导入。</source>
        <translation>F2 registers a visit and its cases stand here; Ctrl+I takes older ledgers in.</translation>
    </message>
</context>
<context>
    <name>ChangePassword</name>
    <message>
        <source>设密码</source>
        <translation>Set a password</translation>
    </message>
    <message>
        <source>原密码</source>
        <translation>Old password</translation>
    </message>
    <message>
        <source>设好</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>已设{name}的本机密码</source>
        <translation>The password of {name} on this PC is set</translation>
    </message>
</context>
<context>
    <name>ClerksCard</name>
    <message>
        <source>接待员</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>增加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>室负责人</source>
        <translation>Room leader</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>在用</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>本机无密码</source>
        <translation>No password here</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>启用</source>
        <translation>Use again</translation>
    </message>
    <message>
        <source>由室负责人操作</source>
        <translation>The room&apos;s leader does this</translation>
    </message>
    <message>
        <source>{name}已启用</source>
        <translation>{name} may log in again</translation>
    </message>
    <message>
        <source>{name}已停用，经手的事都留在室里</source>
        <translation>{name} is stopped; all work stays with the room</translation>
    </message>
</context>
<context>
    <name>ClocksCard</name>
    <message>
        <source>时限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explain</translation>
    </message>
    <message>
        <source>说明下一个时限</source>
        <translation>Explain the next deadline</translation>
    </message>
    <message>
        <source>已止的 {count} 项</source>
        <translation>Ended: {count}</translation>
    </message>
    <message>
        <source>{clock}（第 {round} 轮）</source>
        <translation>{clock} (round {round})</translation>
    </message>
    <message>
        <source>说明这个时限怎样算出</source>
        <translation>Explain how this deadline was counted</translation>
    </message>
    <message>
        <source>{when} 完成</source>
        <translation>done {when}</translation>
    </message>
    <message>
        <source>已止</source>
        <translation>ended</translation>
    </message>
    <message>
        <source>（超时）</source>
        <translation> (late)</translation>
    </message>
</context>
<context>
    <name>ComeBack</name>
    <message>
        <source>工单 {order} {standing}，不能收回</source>
        <translation>Order {order} is {standing}: it cannot be taken back</translation>
    </message>
    <message>
        <source>；现在有效的是 {order}</source>
        <translation>; {order} holds now</translation>
    </message>
    <message>
        <source>{order}&#x3000;{unit}&#x3000;{summary}</source>
        <translation>{order}  {unit}  {summary}</translation>
    </message>
    <message>
        <source>收回工单</source>
        <translation>Take the sheet back</translation>
    </message>
    <message>
        <source>{order} 已收回：{acts}，诉求现为「{status}」</source>
        <translation>{order} taken back: {acts}; the case is {status}</translation>
    </message>
</context>
<context>
    <name>ComeBackDialog</name>
    <message>
        <source>收回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>14:30、昨天 16:00；单上没写就空着</source>
        <translation>14:30, yesterday 16:00; empty when the sheet does not say</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>命令面板</source>
        <translation>Command palette</translation>
    </message>
    <message>
        <source>输入中文、拼音首字母或英文</source>
        <translation>Type Chinese, pinyin initials or English</translation>
    </message>
    <message>
        <source>找到的命令</source>
        <translation>Commands found</translation>
    </message>
</context>
<context>
    <name>CorrectDialog</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>证件号码</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>已有号码；要改就写新的</source>
        <translation>A number is kept; write a new one to change it</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>备注只在本室显示，不印给任何单位</source>
        <translation>Shown in this room only; printed for no unit</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已更正 {name}</source>
        <translation>{name} corrected</translation>
    </message>
</context>
<context>
    <name>DayEdit</name>
    <message>
        <source>今天、明天、+3 或 11-27</source>
        <translation>today, tomorrow, +3 or 11-27</translation>
    </message>
</context>
<context>
    <name>Dispatch</name>
    <message>
        <source>派单</source>
        <translation>Dispatch</translation>
    </message>
    <message>
        <source>已派单 {order}</source>
        <translation>Dispatched: {order}</translation>
    </message>
</context>
<context>
    <name>DispatchDialog</name>
    <message>
        <source>主办</source>
        <translation>lead</translation>
    </message>
    <message>
        <source>协办</source>
        <translation>assist</translation>
    </message>
    <message>
        <source>责任单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>主办还是协办</source>
        <translation>Lead or assist</translation>
    </message>
    <message>
        <source>现由{unit}主办</source>
        <translation>{unit} leads now</translation>
    </message>
    <message>
        <source>交办要求</source>
        <translation>Instructions</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>派单并打印</source>
        <translation>Dispatch and print</translation>
    </message>
    <message>
        <source>派单</source>
        <translation>Dispatch</translation>
    </message>
</context>
<context>
    <name>DispatchSeveral</name>
    <message>
        <source>责任单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>交办要求</source>
        <translation>Instructions</translation>
    </message>
    <message>
        <source>派单</source>
        <translation>Dispatch</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>写的留作草稿，在「今日」里：{title}</source>
        <translation>Kept as a draft, see Today: {title}</translation>
    </message>
    <message>
        <source>扔掉</source>
        <translation>Throw away</translation>
    </message>
    <message>
        <source>已扔掉：{title}</source>
        <translation>Thrown away: {title}</translation>
    </message>
    <message>
        <source>取回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>已恢复 {when} 没办完的：{title}</source>
        <translation>Back again, as left {when}: {title}</translation>
    </message>
</context>
<context>
    <name>DueList</name>
    <message>
        <source>没有要到期的</source>
        <translation>Nothing is due</translation>
    </message>
    <message>
        <source>新登记的诉求会按时限排在这里。</source>
        <translation>New cases stand here by their limits.</translation>
    </message>
</context>
<context>
    <name>Emergency</name>
    <message>
        <source>接通</source>
        <translation>Reached</translation>
    </message>
    <message>
        <source>未接通</source>
        <translation>No answer</translation>
    </message>
</context>
<context>
    <name>EmergencyPage</name>
    <message>
        <source>已登记并派单 {number}；Ctrl+P 打印工单</source>
        <translation>Saved and dispatched {number}; Ctrl+P prints the order</translation>
    </message>
    <message>
        <source>已登记 {number}，还没有派单</source>
        <translation>Saved {number}, not dispatched yet</translation>
    </message>
    <message>
        <source>自 {when} 起</source>
        <translation>Since {when}</translation>
    </message>
    <message>
        <source>还没有记下什么</source>
        <translation>Nothing is written yet</translation>
    </message>
    <message>
        <source>险情</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>已恢复 {when} 没登记完的险情</source>
        <translation>The emergency not saved at {when} is back</translation>
    </message>
    <message>
        <source>打电话</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>写下来</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>不是险情，作罢</source>
        <translation>Not one, give it up</translation>
    </message>
    <message>
        <source>登记险情</source>
        <translation>Save the emergency</translation>
    </message>
    <message>
        <source>取回</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>已作罢，没有登记</source>
        <translation>Given up, nothing was registered</translation>
    </message>
    <message>
        <source>已有另一起险情在记，先登记它</source>
        <translation>Another emergency is being written; save that one first</translation>
    </message>
</context>
<context>
    <name>EndIncident</name>
    <message>
        <source>与 {number} 同一起因，还没有了结的 {count} 件</source>
        <translation>Same cause as {number}, not ended yet: {count}</translation>
    </message>
    <message>
        <source>并案的一起了结</source>
        <translation>End the incident</translation>
    </message>
    <message>
        <source>答复并归档，今天回访时告知</source>
        <translation>answered and closed, told in today&apos;s call round</translation>
    </message>
    <message>
        <source>办结反馈，回访时告知</source>
        <translation>handled, told when it is followed up</translation>
    </message>
    <message>
        <source>归档</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>已一起了结 {count} 件</source>
        <translation>{count} ended together</translation>
    </message>
</context>
<context>
    <name>EndIncidentDialog</name>
    <message>
        <source>告知居民</source>
        <translation>What the residents are told</translation>
    </message>
    <message>
        <source>数字取消或选上一件；没有选上的照旧办理</source>
        <translation>A digit leaves a case out or takes it in; what is left out goes on as before</translation>
    </message>
    <message>
        <source>一起了结</source>
        <translation>End them together</translation>
    </message>
    <message>
        <source>没有姓名</source>
        <translation>no name</translation>
    </message>
</context>
<context>
    <name>EnrolCard</name>
    <message>
        <source>加入本区</source>
        <translation>Join the district</translation>
    </message>
    <message>
        <source>一般不用填；区里用自己的证书时填文件路径</source>
        <translation>Usually empty; a file&apos;s path where the district has its own certificate</translation>
    </message>
    <message>
        <source>服务器地址</source>
        <translation>Server address</translation>
    </message>
    <message>
        <source>入网码</source>
        <translation>One-time code</translation>
    </message>
    <message>
        <source>证书文件</source>
        <translation>Certificate file</translation>
    </message>
    <message>
        <source>加入</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>已登记的诉求会在加入后一起上报。地址和入网码由区里发给接待室。</source>
        <translation>What was registered before is sent then too. The district gives the room its address and code.</translation>
    </message>
    <message>
        <source>已加入本区，正在上报已登记的诉求</source>
        <translation>Joined; what was registered is being sent</translation>
    </message>
</context>
<context>
    <name>EntryDetail</name>
    <message>
        <source>还没有选中</source>
        <translation>Nothing is chosen</translation>
    </message>
    <message>
        <source>左边选一条，这里显示联系人和电话。</source>
        <translation>Choose one on the left; its people and phones stand here.</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>People</translation>
    </message>
    <message>
        <source>看它的诉求</source>
        <translation>Its cases</translation>
    </message>
    <message>
        <source>催办通知单</source>
        <translation>Reminder to the unit</translation>
    </message>
</context>
<context>
    <name>EnvelopeCard</name>
    <message>
        <source>恢复码</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>恢复码只在建立时显示一次，封在信封里。信封丢了或被拆过，就换一张：旧恢复码只能打开以前的备份，新备份用新恢复码。</source>
        <translation>The recovery key was shown once and lies in a sealed envelope. If the envelope is lost or was opened, make a new one: the old key opens earlier backups only.</translation>
    </message>
    <message>
        <source>换一张恢复码</source>
        <translation>New recovery key</translation>
    </message>
    <message>
        <source>由室负责人操作</source>
        <translation>The room&apos;s leader does this</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>程序遇到意外情况（{kind}）。已经写下的内容都在，请重试；若再次出现请告诉区里。</source>
        <translation>Something unexpected happened ({kind}). What was written is kept: please try again, and tell the district if it comes back.</translation>
    </message>
</context>
<context>
    <name>Explaining</name>
    <message>
        <source>{number} 没有在走的时限</source>
        <translation>{number} has no running deadline</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>基本情况</source>
        <translation>Facts</translation>
    </message>
    <message>
        <source>来源编号</source>
        <translation>Sender&apos;s number</translation>
    </message>
</context>
<context>
    <name>FiguresPage</name>
    <message>
        <source>本周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>上月</source>
        <translation>Last month</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>责任单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>诉求类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>小区</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>改造项目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>时段</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Grouped by</translation>
    </message>
    <message>
        <source>各项比率</source>
        <translation>Rates</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>诉求</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>有效回访</source>
        <translation>Reached</translation>
    </message>
    <message>
        <source>响应率</source>
        <translation>Respond</translation>
    </message>
    <message>
        <source>解决率</source>
        <translation>Solved</translation>
    </message>
    <message>
        <source>首次解决</source>
        <translation>At first</translation>
    </message>
    <message>
        <source>满意率</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>综合</source>
        <translation>Overall</translation>
    </message>
    <message>
        <source>按期办结</source>
        <translation>On time</translation>
    </message>
    <message>
        <source>退单率</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>重复率</source>
        <translation>Repeat</translation>
    </message>
    <message>
        <source>重办率</source>
        <translation>Reopen</translation>
    </message>
    <message>
        <source>联系（时）</source>
        <translation>Contact h</translation>
    </message>
    <message>
        <source>办结（时）</source>
        <translation>Solved h</translation>
    </message>
    <message>
        <source>这一时段还没有诉求</source>
        <translation>No cases in this period</translation>
    </message>
    <message>
        <source>换一个时段，或先登记来访（F2）。</source>
        <translation>Choose another period, or register a visit first (F2).</translation>
    </message>
    <message>
        <source>本室合计</source>
        <translation>Whole room</translation>
    </message>
    <message>
        <source>（未填）</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>上报…</source>
        <translation>Hand up…</translation>
    </message>
    <message>
        <source>上报的报表</source>
        <translation>Reports handed up</translation>
    </message>
    <message>
        <source>已上报</source>
        <translation>Handed up</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>选择文件…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>不附文件</source>
        <translation>No file</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>图片、PDF、Word、Excel，50 MB 内，可拖入</source>
        <translation>Picture, PDF, Office, ≤ 50 MB; or drop it</translation>
    </message>
</context>
<context>
    <name>FileView</name>
    <message>
        <source>正在打开</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>这种文件不能在这里显示</source>
        <translation>This kind of file cannot be shown here</translation>
    </message>
    <message>
        <source>可以另存后用别的程序打开。</source>
        <translation>Save it and open it with another program.</translation>
    </message>
    <message>
        <source>另存为</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>已保存 {path}</source>
        <translation>Saved {path}</translation>
    </message>
</context>
<context>
    <name>FilesCard</name>
    <message>
        <source>附件</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>附上文件</source>
        <translation>Attach a file</translation>
    </message>
    <message>
        <source>还没有收到</source>
        <translation>not received yet</translation>
    </message>
</context>
<context>
    <name>FilesIn</name>
    <message>
        <source>按编号找到 {found} 行，将填写 {filled} 行；补入 {added} 行，没有找到 {missing} 行</source>
        <translation>{found} rows found by number, {filled} would be filled in; {added} added, {missing} not found</translation>
    </message>
    <message>
        <source>还没有写入。填好后另存在原表旁边，原表不动。</source>
        <translation>Nothing is written yet. It is saved beside the original, which stays as it is.</translation>
    </message>
    <message>
        <source>原表中的{parts}不能保留。</source>
        <translation>The form&apos;s {parts} cannot be kept.</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>补入</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>填写</source>
        <translation>Filled in</translation>
    </message>
    <message>
        <source>待定</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>已停止</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>没有写任何文件，原表没有动。</source>
        <translation>No file was written; the original is as it was.</translation>
    </message>
    <message>
        <source>已填 {filled} 行，补入 {added} 行，{open} 行没有填：{name}</source>
        <translation>{filled} rows filled in, {added} added, {open} not: {name}</translation>
    </message>
    <message>
        <source>存在 {folder}，原表没有动。</source>
        <translation>Saved in {folder}; the original is as it was.</translation>
    </message>
    <message>
        <source>那里原有的同名文件留底为 {name}。</source>
        <translation>What stood there is kept as {name}.</translation>
    </message>
    <message>
        <source>存在 {folder}。</source>
        <translation>Saved in {folder}.</translation>
    </message>
    <message>
        <source>填写并保存</source>
        <translation>Fill in and save</translation>
    </message>
    <message>
        <source>将新增 {added} 条，并入在办 {linked} 条，已有 {known} 条，有误 {bad} 条</source>
        <translation>{added} would be new, {linked} go into open cases, {known} are here already, {bad} at fault</translation>
    </message>
    <message>
        <source>还没有写入。</source>
        <translation>Nothing is written yet.</translation>
    </message>
    <message>
        <source>新增中 {count} 条已有答复，作为办结的历史导入。</source>
        <translation>Of the new, {count} have an answer already and come in closed.</translation>
    </message>
    <message>
        <source>并入的行：Enter 照此办理，按 2 另立一件，按 1 改回并入。</source>
        <translation>Rows about open cases: Enter takes the proposal, 2 opens a case of its own, 1 goes back.</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>新增，已办结</source>
        <translation>New, closed</translation>
    </message>
    <message>
        <source>并入</source>
        <translation>Linked</translation>
    </message>
    <message>
        <source>已有</source>
        <translation>Known</translation>
    </message>
    <message>
        <source>另立</source>
        <translation>Own case</translation>
    </message>
    <message>
        <source>有误</source>
        <translation>At fault</translation>
    </message>
    <message>
        <source>新增 {added} 条，已有 {known} 条，没有进来 {bad} 条</source>
        <translation>{added} new, {known} known, {bad} did not come in</translation>
    </message>
    <message>
        <source>新增 {added} 条，并入在办 {linked} 条，已有 {known} 条，没有进来 {bad} 条</source>
        <translation>{added} new, {linked} into open cases, {known} known, {bad} did not come in</translation>
    </message>
    <message>
        <source>已停止。进来的都保留；同一个文件再导一次，会接着来。</source>
        <translation>Stopped. What came in stays; the same file goes on where it stopped.</translation>
    </message>
    <message>
        <source>存为标记表，在标红的格里改好，把那份表再导一次；已进来的不会重复。Ctrl+Z 撤销整次导入。</source>
        <translation>Save the marked workbook, correct its coloured cells and take that file in; what is in stays single. Ctrl+Z undoes the import.</translation>
    </message>
    <message>
        <source>同一个文件再导一次，不会重复。Ctrl+Z 撤销整次导入。</source>
        <translation>The same file again adds nothing twice. Ctrl+Z undoes the whole import.</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Take it in</translation>
    </message>
    <message>
        <source>将新增 {added} 人，补全 {completed} 人，迁居 {moved} 人，已有 {known} 人，不一致 {differs} 人，有误 {bad} 行</source>
        <translation>{added} would be new, {completed} completed, {moved} moved, {known} known, {differs} differ, {bad} rows at fault</translation>
    </message>
    <message>
        <source>还没有写入。不一致的不改，请居民来时核对；没有人的户 {empty} 户。</source>
        <translation>Nothing is written yet. Those that differ stay as they are: ask when the resident comes. Homes without anybody: {empty}.</translation>
    </message>
    <message>
        <source>电话或证件号与本室记录不一样，不改</source>
        <translation>Another phone or ID than the record here: it stays</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>新增 {added} 人，补全 {completed} 人，迁居 {moved} 人，已有 {known} 人，没有进来 {bad} 行</source>
        <translation>{added} new, {completed} completed, {moved} moved, {known} known, {bad} rows did not come in</translation>
    </message>
    <message>
        <source>电话或证件号与本室记录不一样，没有改</source>
        <translation>Another phone or ID than the record here: it was left</translation>
    </message>
    <message>
        <source>导入名册</source>
        <translation>Take the roster in</translation>
    </message>
</context>
<context>
    <name>FilesInPage</name>
    <message>
        <source>选择文件…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>正在读 {name}…</source>
        <translation>Reading {name}…</translation>
    </message>
    <message>
        <source>先选一个清单</source>
        <translation>Choose a list first</translation>
    </message>
    <message>
        <source>清单</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>各列按上次确认的读</source>
        <translation>columns are read as confirmed last time</translation>
    </message>
    <message>
        <source>各列是按表头猜的，请核对</source>
        <translation>columns are guessed from the header, please check</translation>
    </message>
    <message>
        <source>已存为 {name}</source>
        <translation>Saved as {name}</translation>
    </message>
    <message>
        <source>还没有选文件</source>
        <translation>No file chosen yet</translation>
    </message>
    <message>
        <source>把清单拖到窗口里，或按 Ctrl+O 选一个</source>
        <translation>Drop a list on the window, or press Ctrl+O to choose one</translation>
    </message>
    <message>
        <source>回到各列</source>
        <translation>Back to the columns</translation>
    </message>
    <message>
        <source>另存到…</source>
        <translation>Save elsewhere…</translation>
    </message>
    <message>
        <source>正在处理清单</source>
        <translation>Working on the list</translation>
    </message>
    <message>
        <source>正在处理清单；等它完成，或先停止</source>
        <translation>A list is being worked on; wait for it, or stop it first</translation>
    </message>
    <message>
        <source>没有要读的列，请先指定各列是什么</source>
        <translation>No column is read: say first what the columns are</translation>
    </message>
    <message>
        <source>选择清单</source>
        <translation>Choose a list</translation>
    </message>
    <message>
        <source>另存到</source>
        <translation>Save elsewhere</translation>
    </message>
    <message>
        <source>存为标记表</source>
        <translation>Save as marked workbook</translation>
    </message>
    <message>
        <source>试一遍</source>
        <translation>Try it</translation>
    </message>
    <message>
        <source>还没有试</source>
        <translation>Not tried yet</translation>
    </message>
    <message>
        <source>12345 工单、来访台账、住户名册、街道月报表都可以：.xlsx 或 .csv。
先核对各列、试一遍，再办理；同一个文件不会重复。</source>
        <translation>Hotline orders, ledgers, rosters of households, monthly tables: .xlsx or .csv.
Check the columns, try it, then do it; the same file adds nothing twice.</translation>
    </message>
    <message>
        <source>有误的行</source>
        <translation>rows at fault</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>紧急程度</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>诉求类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>责任单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>小区</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>来访时间</source>
        <translation>Visited</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{name}不限</source>
        <translation>{name}: any</translation>
    </message>
    <message>
        <source>未结</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>请看一下</source>
        <translation>Please look</translation>
    </message>
    <message>
        <source>待签工单</source>
        <translation>To sign</translation>
    </message>
    <message>
        <source>查找框里还可以写：{examples}</source>
        <translation>In the search box also: {examples}</translation>
    </message>
    <message>
        <source>统计里的这些</source>
        <translation>Those of the figure</translation>
    </message>
</context>
<context>
    <name>FirstClerk</name>
    <message>
        <source>第一位接待员也是室负责人，以后可以在「设置」里增加别人。</source>
        <translation>The first clerk is the room&apos;s leader too; others can be added under Settings later.</translation>
    </message>
    <message>
        <source>本室已有：{names}。填自己的登录名，设一个本机密码。</source>
        <translation>This room has: {names}. Enter your own login and set a password for this PC.</translation>
    </message>
    <message>
        <source>谁来用这台电脑</source>
        <translation>Who uses this PC</translation>
    </message>
    <message>
        <source>至少 6 位</source>
        <translation>At least 6 characters</translation>
    </message>
    <message>
        <source>可不填；4 位以上数字，解锁用</source>
        <translation>Optional; 4 digits or more, to unlock</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>登录名</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>开始使用</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>FollowUpsCard</name>
    <message>
        <source>回访</source>
        <translation>Follow-ups</translation>
    </message>
    <message>
        <source>计划 {day} {way}</source>
        <translation>planned {day} {way}</translation>
    </message>
</context>
<context>
    <name>FollowUpsPage</name>
    <message>
        <source>今天要回访的人</source>
        <translation>People to call today</translation>
    </message>
    <message>
        <source>11:30–13:30 居民多在休息，没有约好的请稍后再打</source>
        <translation>People rest from 11:30 to 13:30: call later unless it was agreed</translation>
    </message>
    <message>
        <source>回访 {done} / {total} 人</source>
        <translation>Follow-ups: {done} of {total} people</translation>
    </message>
    <message>
        <source>今天要打的</source>
        <translation>To call today</translation>
    </message>
    <message>
        <source>今天没有要回访的</source>
        <translation>Nobody to call today</translation>
    </message>
    <message>
        <source>单位反馈办结、到了回访时限或约好的日子，居民会按人排在这里。
一个人的几件诉求一个电话问完，全部用数字作答。</source>
        <translation>When a unit says it is done, or a limit or an agreed day comes, residents stand here, person by person.
One call asks about all cases of a person; digits answer everything.</translation>
    </message>
    <message>
        <source>再打没打通的</source>
        <translation>Call those left for later</translation>
    </message>
    <message>
        <source>今天的都打过了</source>
        <translation>Everybody was called</translation>
    </message>
    <message>
        <source>另有 {count} 件明天再排</source>
        <translation>Left for tomorrow: {count}</translation>
    </message>
    <message>
        <source>接通 {reached} 人，共 {total} 人</source>
        <translation>Reached {reached} of {total} people</translation>
    </message>
    <message>
        <source>已记：{name}</source>
        <translation>Noted: {name}</translation>
    </message>
    <message>
        <source>清单</source>
        <translation>List</translation>
    </message>
    <message>
        <source>回访 {names}</source>
        <translation>Follow-up of {names}</translation>
    </message>
    <message>
        <source>已恢复 {when} 没打完的{title}</source>
        <translation>Back again, as left {when}: {title}</translation>
    </message>
    <message>
        <source>通话</source>
        <translation>Call</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>第一位接待完了。F1 说这一页怎么用，Ctrl+Shift+P 找任何一条命令。</source>
        <translation>That was the first visit. F1 explains the page, Ctrl+Shift+P finds any command.</translation>
    </message>
    <message>
        <source>第 {n} 步，共 {most} 步</source>
        <translation>Step {n} of {most}</translation>
    </message>
    <message>
        <source>找人：输电话、姓名、拼音首字母或地址，Enter。例：红旗大街188号3-2-501</source>
        <translation>The person: a phone, name, pinyin initials or address, then Enter</translation>
    </message>
    <message>
        <source>姓名 Enter，电话 Enter，还缺的地址 Enter；不愿说的空着</source>
        <translation>Name, Enter, phone, Enter, and the address if it is missing; what is not told stays empty</translation>
    </message>
    <message>
        <source>居民怎么说就怎么写，写完按 Ctrl+Enter 保存。例：厨房上水管接头漏水</source>
        <translation>Write as it is said; Ctrl+Enter saves</translation>
    </message>
    <message>
        <source>派给谁：单位的拼音首字母，Enter 选中，再按 Enter 派单</source>
        <translation>To whom: the unit&apos;s initials, Enter takes it, Enter again dispatches</translation>
    </message>
    <message>
        <source>Ctrl+P 看工单和回执，再按一次打印，Esc 回来；F2 接待下一位</source>
        <translation>Ctrl+P shows order and receipt, again prints, Esc comes back; F2 for the next one</translation>
    </message>
</context>
<context>
    <name>HandUpDialog</name>
    <message>
        <source>上报报表</source>
        <translation>Hand a report up</translation>
    </message>
    <message>
        <source>上月</source>
        <translation>Last month</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>上周</source>
        <translation>Last week</translation>
    </message>
    <message>
        <source>本周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>统计期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>上报后数字、公式和明细不再改动，也不能撤销；以后的变化单列在旁。</source>
        <translation>Figures, formulas and rows then never change, and it is not taken back; later changes stand beside it.</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Hand up</translation>
    </message>
    <message>
        <source>正在统计…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>{first} 至 {last}：受理 {cases} 件，有效回访 {valid} 件，解决 {solution}，满意 {satisfaction}</source>
        <translation>{first} to {last}: {cases} received, {valid} valid follow-ups, {solution} solved, {satisfaction} satisfied</translation>
    </message>
    <message>
        <source>已上报 {number}</source>
        <translation>Handed up: {number}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>这一页的快捷键</source>
        <translation>Keys of this page</translation>
    </message>
</context>
<context>
    <name>HelpBrowser</name>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source> 等 {count} 件</source>
        <translation> and others, {count} in all</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Undone</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>操作记录</source>
        <translation>History</translation>
    </message>
    <message>
        <source>还没有操作</source>
        <translation>Nothing done yet</translation>
    </message>
    <message>
        <source>登记、派单、回访等都会记在这里，可以撤销。</source>
        <translation>Registering, dispatching, following up are listed here and can be undone.</translation>
    </message>
    <message>
        <source>本机最近的操作。撤销不删除记录，时间线上会划去并写明。</source>
        <translation>What was done on this PC lately. Undoing deletes nothing: the timeline strikes it out and says so.</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>撤销这一步</source>
        <translation>Undo this step</translation>
    </message>
    <message>
        <source>这一步已经撤销</source>
        <translation>This step is undone already</translation>
    </message>
</context>
<context>
    <name>HouseholdCard</name>
    <message>
        <source>在办的诉求</source>
        <translation>Open cases</translation>
    </message>
    <message>
        <source>近来</source>
        <translation>Lately</translation>
    </message>
    <message>
        <source>住户</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>选了人以后，这里是他家的在办诉求、近来的来访和要留意的事。</source>
        <translation>Once the person is chosen, the household&apos;s open cases, recent visits and remarks stand here.</translation>
    </message>
    <message>
        <source>未留姓名</source>
        <translation>No name</translation>
    </message>
    <message>
        <source>同住：{others}</source>
        <translation>Same home: {others}</translation>
    </message>
    <message>
        <source>在办 {count} 件</source>
        <translation>Open: {count}</translation>
    </message>
    <message>
        <source>没有在办的诉求</source>
        <translation>No open cases</translation>
    </message>
    <message>
        <source>时限 {when}</source>
        <translation>due {when}</translation>
    </message>
    <message>
        <source>同住的人提的</source>
        <translation>from the same home</translation>
    </message>
    <message>
        <source>来问原有的诉求</source>
        <translation>asked about an earlier case</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>改造项目</source>
        <translation>Items</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>另一条记录：姓名、电话、首字母或地址</source>
        <translation>The other record: name, phone, initials or address</translation>
    </message>
    <message>
        <source>是同一个人</source>
        <translation>The same person</translation>
    </message>
    <message>
        <source>两条记录的诉求会列在一起；随时可以再分开。</source>
        <translation>The cases of both are listed together; they can be parted at any time.</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>已合并</source>
        <translation>Joined</translation>
    </message>
</context>
<context>
    <name>KeepView</name>
    <message>
        <source>把这份清单放进侧栏</source>
        <translation>Keep this list in the side bar</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>放进侧栏</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>KeptWords</name>
    <message>
        <source>草稿已存 {when}</source>
        <translation>Draft kept {when}</translation>
    </message>
    <message>
        <source>草稿没有存上：{why}</source>
        <translation>The draft was not kept: {why}</translation>
    </message>
</context>
<context>
    <name>LedgerExport</name>
    <message>
        <source>导出台账</source>
        <translation>Export the ledger</translation>
    </message>
    <message>
        <source>正在导出台账</source>
        <translation>A ledger is being written</translation>
    </message>
    <message>
        <source>导出全部台账</source>
        <translation>Export the ledger</translation>
    </message>
    <message>
        <source>导出当前列表</source>
        <translation>Export this list</translation>
    </message>
    <message>
        <source>已停止，没有写文件</source>
        <translation>Stopped; no file was written</translation>
    </message>
    <message>
        <source>已导出 {count} 件到 {path}</source>
        <translation>{count} cases written to {path}</translation>
    </message>
    <message>
        <source>诉求台账</source>
        <translation>Ledger of cases</translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message>
        <source>不计入</source>
        <translation>In no rate</translation>
    </message>
    <message>
        <source>没有有效回访的不算 0，显示“—”。</source>
        <translation>Without a valid follow-up there is no rate: a dash, never 0.</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>许可证</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>许可证全文</source>
        <translation>Licence text</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>总览</source>
        <translation>Overview</translation>
    </message>
</context>
<context>
    <name>LimitEdit</name>
    <message>
        <source>+5、12-01 或 12-01 17:00</source>
        <translation>+5, 12-01 or 12-01 17:00</translation>
    </message>
</context>
<context>
    <name>Line</name>
    <message>
        <source>区里和本室其他电脑来了 {count} 件变化</source>
        <translation>Cases changed by the district or other PCs: {count}</translation>
    </message>
    <message>
        <source>正在与区里同步…</source>
        <translation>Exchanging with the district…</translation>
    </message>
    <message>
        <source>未加入本区，照常工作，记录都在本机</source>
        <translation>Not joined to a district; work goes on, everything is kept here</translation>
    </message>
    <message>
        <source>同步遇到问题，记录都在本机；详见「同步」</source>
        <translation>The exchange met a problem; everything is kept here. See Sync</translation>
    </message>
    <message>
        <source>没有网络，照常工作；{count} 条待上报</source>
        <translation>No connection, work goes on; {count} waiting</translation>
    </message>
    <message>
        <source>没有网络，照常工作</source>
        <translation>No connection, work goes on</translation>
    </message>
    <message>
        <source>{count} 条待上报</source>
        <translation>{count} waiting</translation>
    </message>
    <message>
        <source>已加入本区，还没有同步过</source>
        <translation>Joined, not exchanged yet</translation>
    </message>
    <message>
        <source>已全部上报 {at}</source>
        <translation>All sent {at}</translation>
    </message>
    <message>
        <source>正在上报 {done} / {total}</source>
        <translation>Sending {done} of {total}</translation>
    </message>
    <message>
        <source>正在接收，已收 {done} 条</source>
        <translation>Receiving, {done} so far</translation>
    </message>
    <message>
        <source>正在连接…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>区里和本室其他电脑来了 {count} 件变化，{need} 件请看一下</source>
        <translation>Cases changed by the district or other PCs: {count}; please look at {need}</translation>
    </message>
    <message>
        <source>正在上报附件 {share}%</source>
        <translation>Sending files {share}%</translation>
    </message>
    <message>
        <source>正在接收附件 {share}%</source>
        <translation>Receiving files {share}%</translation>
    </message>
    <message>
        <source>正在与区里核对…</source>
        <translation>Checking with the district…</translation>
    </message>
    <message>
        <source>新到的 {came} 可能与 {here} 是同一件，请看一下；共 {count} 对</source>
        <translation>{came} has come and may be the same as {here}: please look; {count} pairs in all</translation>
    </message>
    <message>
        <source>新到的居民中有 {count} 人本机已有记录，可在「居民」中合并</source>
        <translation>{count} of the residents that came are known here: join them under Residents</translation>
    </message>
    <message>
        <source>本机编号字母现为 {letter}；以前的记录和编号都不变</source>
        <translation>This PC&apos;s letter for numbers is now {letter}; earlier records and numbers stay</translation>
    </message>
    <message>
        <source>区级服务器从备份恢复过，本机已补送它缺的 {count} 条</source>
        <translation>The district&apos;s server was restored from a backup; this PC has sent the {count} entries it lacked</translation>
    </message>
</context>
<context>
    <name>LoginForm</name>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>接待员</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>PIN 或密码</source>
        <translation>PIN or password</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>没写完的都在，解锁后接着写。换人时选自己的名字。</source>
        <translation>What is unfinished is kept: unlock and go on. If it is somebody else, choose your name.</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>显示与锁定</source>
        <translation>Display and lock</translation>
    </message>
    <message>
        <source>明暗</source>
        <translation>Brightness</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>自动锁定</source>
        <translation>Auto-lock</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>System</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>标准</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>特大</source>
        <translation>Largest</translation>
    </message>
    <message>
        <source>从不</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>五分钟</source>
        <translation>Five min</translation>
    </message>
    <message>
        <source>十分钟</source>
        <translation>Ten min</translation>
    </message>
    <message>
        <source>半小时</source>
        <translation>Half hour</translation>
    </message>
</context>
<context>
    <name>Lookup</name>
    <message>
        <source>找人</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>电话 / 姓名 / 拼音首字母 / 地址 / 任何编号</source>
        <translation>Phone / name / pinyin initials / address / any number</translation>
    </message>
    <message>
        <source>登记新来的人：{typed}</source>
        <translation>Somebody new: {typed}</translation>
    </message>
    <message>
        <source>{count} 件在办</source>
        <translation>open: {count}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>页面</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>其他页面</source>
        <translation>Other pages</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>菜单 F10</source>
        <translation>Menu F10</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>查找 编号 / 姓名 / 拼音 / 电话 / 地址   Ctrl+K</source>
        <translation>Find number, name, phone…   Ctrl+K</translation>
    </message>
    <message>
        <source>没有上一页</source>
        <translation>There is no page before</translation>
    </message>
    <message>
        <source>清单（.xlsx、.csv）拖到这里就导入，扫描件和照片按二维码归入诉求</source>
        <translation>Lists (.xlsx, .csv) dropped here are imported; scans and photos are filed by their codes</translation>
    </message>
    <message>
        <source>先到写原话、希望、要求或答复的栏里</source>
        <translation>First go to a field of words, wants, instructions or answers</translation>
    </message>
</context>
<context>
    <name>MappingTable</name>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>里面写着</source>
        <translation>What stands there</translation>
    </message>
    <message>
        <source>是什么</source>
        <translation>Meaning</translation>
    </message>
    <message>
        <source>第 {n} 列</source>
        <translation>Column {n}</translation>
    </message>
    <message>
        <source>不读</source>
        <translation>Not read</translation>
    </message>
</context>
<context>
    <name>MomentEdit</name>
    <message>
        <source>现在；也可写 14:30、昨天 16:00</source>
        <translation>now; or 14:30, yesterday 16:00</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>今天</source>
        <translation>today</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>tomorrow</translation>
    </message>
    <message>
        <source>昨天</source>
        <translation>yesterday</translation>
    </message>
    <message>
        <source>逾期 {span}</source>
        <translation>{span} late</translation>
    </message>
    <message>
        <source>还有 {span}</source>
        <translation>{span} left</translation>
    </message>
    <message>
        <source>{count} 天</source>
        <translation>{count} d</translation>
    </message>
    <message>
        <source>{count} 小时</source>
        <translation>{count} h</translation>
    </message>
    <message>
        <source>{count} 分钟</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
</context>
<context>
    <name>MorePart</name>
    <message>
        <source>例：周六上午；平日 18:00 以后</source>
        <translation>e.g. Sat morning; after 18:00</translation>
    </message>
    <message>
        <source>只在要求赔偿或信访时问</source>
        <translation>Ask only for payment or a petition</translation>
    </message>
    <message>
        <source>保密：任何单位的纸上都不写是谁说的</source>
        <translation>Confidential: no unit&apos;s paper says who spoke</translation>
    </message>
    <message>
        <source>女儿、邻居…</source>
        <translation>daughter, neighbour…</translation>
    </message>
    <message>
        <source>例：18:00 以后</source>
        <translation>e.g. after 18:00</translation>
    </message>
    <message>
        <source>几个人一起来</source>
        <translation>how many came</translation>
    </message>
    <message>
        <source>地点</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>在家时间</source>
        <translation>At home</translation>
    </message>
    <message>
        <source>证件号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>回访找</source>
        <translation>Call back</translation>
    </message>
    <message>
        <source>回访电话</source>
        <translation>Their phone</translation>
    </message>
    <message>
        <source>与本人关系</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>方便时间</source>
        <translation>Best hours</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>Headcount</translation>
    </message>
    <message>
        <source>其他代表</source>
        <translation>Also here</translation>
    </message>
    <message>
        <source>代表 {n} 姓名</source>
        <translation>Name of person {n}</translation>
    </message>
    <message>
        <source>代表 {n} 电话</source>
        <translation>Phone of person {n}</translation>
    </message>
    <message>
        <source>来访时间</source>
        <translation>Came at</translation>
    </message>
    <message>
        <source>补录原因</source>
        <translation>Why so late</translation>
    </message>
    <message>
        <source>12345、信访等给的编号</source>
        <translation>Given by 12345, petitions…</translation>
    </message>
    <message>
        <source>来单编号</source>
        <translation>Their number</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>收起提示</source>
        <translation>Put the notice away</translation>
    </message>
</context>
<context>
    <name>NumberRow</name>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>显示完整号码，将记入时间线</source>
        <translation>Show it in full; the timeline notes it</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>正在准备样例区…</source>
        <translation>Preparing the sample district…</translation>
    </message>
    <message>
        <source>正在恢复备份…</source>
        <translation>Bringing the backup back…</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>导入诉求</source>
        <translation>Take cases in</translation>
    </message>
    <message>
        <source>导入住户名册</source>
        <translation>Take a roster in</translation>
    </message>
    <message>
        <source>回填答复</source>
        <translation>Fill in answers</translation>
    </message>
    <message>
        <source>表里没写小区时填；名称或拼音首字母</source>
        <translation>When the list does not say it; name or alias</translation>
    </message>
    <message>
        <source>不补入</source>
        <translation>Nothing</translation>
    </message>
    <message>
        <source>本月受理的</source>
        <translation>Received this month</translation>
    </message>
    <message>
        <source>上月受理的</source>
        <translation>Received last month</translation>
    </message>
    <message>
        <source>对方已写的内容也覆盖</source>
        <translation>Also write over what stands there</translation>
    </message>
    <message>
        <source>用来</source>
        <translation>It is for</translation>
    </message>
    <message>
        <source>所属小区</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>补入没有的</source>
        <translation>Add what is missing</translation>
    </message>
</context>
<context>
    <name>OrdersCard</name>
    <message>
        <source>工单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>主办</source>
        <translation>lead</translation>
    </message>
    <message>
        <source>协办</source>
        <translation>assist</translation>
    </message>
    <message>
        <source>指定</source>
        <translation>designated</translation>
    </message>
    <message>
        <source>拒签</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>打印工单 {number}</source>
        <translation>Print order {number}</translation>
    </message>
    <message>
        <source>打印工单</source>
        <translation>Print order</translation>
    </message>
    <message>
        <source>工单 {number} 的操作</source>
        <translation>Acts of order {number}</translation>
    </message>
    <message>
        <source>这张工单的操作</source>
        <translation>Acts of this order</translation>
    </message>
    <message>
        <source>复制工单图片和文字</source>
        <translation>Copy order as picture and text</translation>
    </message>
    <message>
        <source>派单 {when}</source>
        <translation>dispatched {when}</translation>
    </message>
    <message>
        <source>送达 {when}</source>
        <translation>delivered {when}</translation>
    </message>
    <message>
        <source>签收人 {name}</source>
        <translation>Signed by {name}</translation>
    </message>
    <message>
        <source>已打印 {count} 次</source>
        <translation>printed {count}×</translation>
    </message>
    <message>
        <source>电话 {phone}</source>
        <translation>phone {phone}</translation>
    </message>
</context>
<context>
    <name>OutcomePanel</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>回到各列</source>
        <translation>Back to the columns</translation>
    </message>
    <message>
        <source>工作表</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>里面写着</source>
        <translation>It says</translation>
    </message>
    <message>
        <source>看诉求</source>
        <translation>See the cases</translation>
    </message>
    <message>
        <source>存为标记表…</source>
        <translation>Save marked…</translation>
    </message>
    <message>
        <source>打开文件</source>
        <translation>Open the file</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>要看一下的行</source>
        <translation>Rows to look at</translation>
    </message>
    <message>
        <source>列或编号</source>
        <translation>Column or number</translation>
    </message>
    <message>
        <source>每一行都办好了</source>
        <translation>Every row is done</translation>
    </message>
    <message>
        <source>没有要再看的行。</source>
        <translation>No row needs another look.</translation>
    </message>
</context>
<context>
    <name>PageFinder</name>
    <message>
        <source>在纸面中查找</source>
        <translation>Find in the paper</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Not found</translation>
    </message>
</context>
<context>
    <name>PageList</name>
    <message>
        <source>各页</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>PageModel</name>
    <message>
        <source>第 {number} 页</source>
        <translation>Page {number}</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>第 {number} 页</source>
        <translation>Page {number}</translation>
    </message>
</context>
<context>
    <name>ParkedBar</name>
    <message>
        <source>更早的</source>
        <translation>Earlier ones</translation>
    </message>
    <message>
        <source>没存完 {count} 份</source>
        <translation>Not saved: {count}</translation>
    </message>
    <message>
        <source>{keys} 以后数字打开，Delete 扔掉</source>
        <translation>After {keys} a digit opens, Delete throws away</translation>
    </message>
</context>
<context>
    <name>Part</name>
    <message>
        <source>居民关于这一件说的话</source>
        <translation>The resident&apos;s words about this case</translation>
    </message>
    <message>
        <source>第 {number} 件的原话</source>
        <translation>Words of case {number}</translation>
    </message>
    <message>
        <source>第 {number} 件的类别</source>
        <translation>Voice of case {number}</translation>
    </message>
    <message>
        <source>拆出的第 {number} 件</source>
        <translation>New case {number}</translation>
    </message>
</context>
<context>
    <name>PasswordFor</name>
    <message>
        <source>{name}首次在本机登录</source>
        <translation>{name} logs in here for the first time</translation>
    </message>
    <message>
        <source>请室负责人在旁输入自己的密码，再由本人设一个本机密码。</source>
        <translation>The room&apos;s leader enters his or her own password, then the clerk sets one for this PC.</translation>
    </message>
    <message>
        <source>室负责人</source>
        <translation>Room&apos;s leader</translation>
    </message>
    <message>
        <source>负责人的密码</source>
        <translation>Leader&apos;s password</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>设好并登录</source>
        <translation>Set and log in</translation>
    </message>
    <message>
        <source>两次输入不一样</source>
        <translation>The two do not match</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>已处理</source>
        <translation>dealt with</translation>
    </message>
    <message>
        <source>没有姓名</source>
        <translation>No name</translation>
    </message>
    <message>
        <source>{count} 件</source>
        <translation>cases: {count}</translation>
    </message>
    <message>
        <source>未留姓名</source>
        <translation>No name</translation>
    </message>
    <message>
        <source>回访联系人</source>
        <translation>to call back</translation>
    </message>
</context>
<context>
    <name>PeopleCard</name>
    <message>
        <source>当事人</source>
        <translation>People</translation>
    </message>
    <message>
        <source>匿名，没有可回访的人。归档前须现场核查并附照片。</source>
        <translation>Anonymous: nobody to call back. Look on site and attach a photo before closing.</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>显示完整号码，将记入时间线</source>
        <translation>Show it in full; the timeline notes it</translation>
    </message>
</context>
<context>
    <name>PeriodField</name>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到</source>
        <translation>To</translation>
    </message>
    <message>
        <source>{name}不限</source>
        <translation>{name}: any</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>today</translation>
    </message>
    <message>
        <source>昨天</source>
        <translation>yesterday</translation>
    </message>
    <message>
        <source>近七天</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>近三十天</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>从…到…</source>
        <translation>From … to …</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>常用语</source>
        <translation>Phrases</translation>
    </message>
    <message>
        <source>栏里还没有字：先写好，再按 0 存下</source>
        <translation>The field is empty: write first, then 0 keeps it</translation>
    </message>
    <message>
        <source>已有九句，先用 Delete 拿掉一句</source>
        <translation>There are nine: drop one with Delete first</translation>
    </message>
    <message>
        <source>数字放进去   0 存下栏里的话（选中的，或整栏）   Delete 拿掉</source>
        <translation>A digit puts it in   0 keeps the field&apos;s words (selected, or all)   Delete drops one</translation>
    </message>
</context>
<context>
    <name>PlaceLine</name>
    <message>
        <source>小区和楼号</source>
        <translation>Compound and building</translation>
    </message>
    <message>
        <source>小区和楼号，例：3、xf3、消防3</source>
        <translation>Compound and building: 3 or xf3</translation>
    </message>
    <message>
        <source>{compound} {no} 号楼</source>
        <translation>{compound}, building {no}</translation>
    </message>
</context>
<context>
    <name>PlacePart</name>
    <message>
        <source>名称、别名、首字母，或整行地址</source>
        <translation>Name, alias, initials, or a whole address</translation>
    </message>
    <message>
        <source>楼</source>
        <translation>Bldg</translation>
    </message>
    <message>
        <source>单元</source>
        <translation>Entr.</translation>
    </message>
    <message>
        <source>室</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>小区</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>楼栋</source>
        <translation>Building</translation>
    </message>
    <message>
        <source>户室</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>项目</source>
        <translation>Project</translation>
    </message>
    <message>
        <source>物业</source>
        <translation>Property</translation>
    </message>
    <message>
        <source>名册里没有这个小区，照写的登记</source>
        <translation>No such compound is listed; it is kept as written</translation>
    </message>
</context>
<context>
    <name>PlanSeveral</name>
    <message>
        <source>安排跟进</source>
        <translation>Plan follow-ups</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>工单 {number}</source>
        <translation>Order {number}</translation>
    </message>
    <message>
        <source>{count} 张工单</source>
        <translation>Orders: {count}</translation>
    </message>
    <message>
        <source>正在排版</source>
        <translation>Setting the pages</translation>
    </message>
    <message>
        <source>来访回执</source>
        <translation>Receipt</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>正在排版</source>
        <translation>Setting the pages</translation>
    </message>
    <message>
        <source>已保存 {path}</source>
        <translation>Saved {path}</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>适合宽度</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>保存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source> 等</source>
        <translation> and more</translation>
    </message>
    <message>
        <source>{count} 件没有工单，未列入：{numbers}</source>
        <translation>Without an order, left out: {count} ({numbers})</translation>
    </message>
    <message>
        <source>第 {page} / {pages} 页</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>已送往打印机</source>
        <translation>Sent to the printer</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>已停止，前 {count} 页已送往打印机</source>
        <translation>stopped; the first {count} pages went to the printer</translation>
    </message>
</context>
<context>
    <name>PreviewPanel</name>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>反映时间</source>
        <translation>Reported</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>前几行会这样进来</source>
        <translation>The first rows would come in like this</translation>
    </message>
    <message>
        <source>没有可以读的行</source>
        <translation>No rows to read</translation>
    </message>
</context>
<context>
    <name>PrinterState</name>
    <message>
        <source>{sent}；打印机「{printer}」报告：{reasons}。处理好以后会接着打印</source>
        <translation>{sent}, but the printer &quot;{printer}&quot; reports {reasons}. See to that, and it goes on printing</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>民生接待</source>
        <translation>Reception</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>ReadBack</name>
    <message>
        <source>读给居民看</source>
        <translation>Read it back</translation>
    </message>
    <message>
        <source>这样写对不对？</source>
        <translation>Is this right?</translation>
    </message>
    <message>
        <source>对</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>回去改</source>
        <translation>Change it</translation>
    </message>
</context>
<context>
    <name>RecoveryCard</name>
    <message>
        <source>恢复码：只显示这一次</source>
        <translation>Recovery key: shown only once</translation>
    </message>
    <message>
        <source>电脑坏了或换电脑时，凭它打开备份。打印或抄下来，封进信封交室负责人保管；不要存在这台电脑上。</source>
        <translation>It opens a backup when the PC breaks or is replaced. Print it or write it down, seal it in an envelope and give it to the room&apos;s leader; do not keep it on this PC.</translation>
    </message>
    <message>
        <source>已打印或抄写，并封好收起</source>
        <translation>Printed or written down, sealed and put away</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>恢复码</source>
        <translation>Recovery key</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>有 {count} 件没有办</source>
        <translation>Not done: {count}</translation>
    </message>
    <message>
        <source>其余 {count} 件已办好，可以一次撤销。</source>
        <translation>Done: {count}; one undo takes them all back.</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>一件也没有办，什么都没有改动。</source>
        <translation>None was done; nothing was changed.</translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message>
        <source>请留意（不打印）</source>
        <translation>Please note (not printed)</translation>
    </message>
</context>
<context>
    <name>Reminders</name>
    <message>
        <source>紧急：{summary}，{clock} {when}</source>
        <translation>Emergency: {summary}, {clock} {when}</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>去看</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>静音期</source>
        <translation>Quiet period</translation>
    </message>
    <message>
        <source>上午提醒</source>
        <translation>This morning</translation>
    </message>
    <message>
        <source>下午提醒</source>
        <translation>This afternoon</translation>
    </message>
    <message>
        <source>{late} 件已逾期，{due} 件今天到期，{calls} 件待回访</source>
        <translation>{late} overdue, {due} due today, {calls} to follow up</translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message>
        <source>上报的报表</source>
        <translation>Reports handed up</translation>
    </message>
    <message>
        <source>还没有上报过</source>
        <translation>Nothing was handed up yet</translation>
    </message>
    <message>
        <source>上报后数字不再改动，以后的变化单列在旁。</source>
        <translation>What is handed up does not change; later changes stand beside it.</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开的报表是当时的数字，旁边列出上报后变化；在那里打印或保存。</source>
        <translation>A report opens with its figures of then, and what changed since beside them; print or save it there.</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>统计期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Taken in</translation>
    </message>
    <message>
        <source>上报时间</source>
        <translation>Handed up</translation>
    </message>
    <message>
        <source>上报人</source>
        <translation>By</translation>
    </message>
    <message>
        <source>上报新的…</source>
        <translation>Hand up another…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ResidentDetail</name>
    <message>
        <source>还没有选中居民</source>
        <translation>No resident is chosen</translation>
    </message>
    <message>
        <source>左边选一位，这里显示他的情况和全部诉求。</source>
        <translation>Choose one on the left; details and all cases stand here.</translation>
    </message>
    <message>
        <source>请看一下</source>
        <translation>Please look</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>证件号码</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>登记来访</source>
        <translation>New visit</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>只在本室显示，不印给任何单位</source>
        <translation>Shown in this room only; printed for no unit</translation>
    </message>
    <message>
        <source>没有备注。听力、独居、疾病等可写在这里。</source>
        <translation>No note. Hearing, living alone, illness may be noted here.</translation>
    </message>
    <message>
        <source>已合并的记录</source>
        <translation>Joined records</translation>
    </message>
    <message>
        <source>分开</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>把 {name} 的记录分开</source>
        <translation>Part the record of {name}</translation>
    </message>
    <message>
        <source>诉求 {count} 件</source>
        <translation>Cases: {count}</translation>
    </message>
    <message>
        <source>他的诉求</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>同住的人</source>
        <translation>Same home</translation>
    </message>
    <message>
        <source>未结 {open} / 共 {cases}</source>
        <translation>{open} open of {cases}</translation>
    </message>
</context>
<context>
    <name>Residents</name>
    <message>
        <source>更正居民信息</source>
        <translation>Correct details</translation>
    </message>
    <message>
        <source>合并记录</source>
        <translation>Join records</translation>
    </message>
</context>
<context>
    <name>ResidentsPage</name>
    <message>
        <source>居民列表</source>
        <translation>List of residents</translation>
    </message>
    <message>
        <source>找居民</source>
        <translation>Find a resident</translation>
    </message>
    <message>
        <source>姓名 / 电话 / 拼音首字母 / 地址</source>
        <translation>Name / phone / pinyin initials / address</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>未结</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>没有找到居民</source>
        <translation>No resident found</translation>
    </message>
    <message>
        <source>留下姓名和电话的居民，登记来访后就在这里。
只留称呼或匿名的不建档。</source>
        <translation>Residents who left a name and a phone stand here after a visit.
No record is kept of the anonymous.</translation>
    </message>
    <message>
        <source>已分开</source>
        <translation>Parted</translation>
    </message>
    <message>
        <source>没有选中居民</source>
        <translation>No resident is chosen</translation>
    </message>
    <message>
        <source>居民情况</source>
        <translation>Resident</translation>
    </message>
    <message>
        <source>他还没有诉求</source>
        <translation>No cases yet</translation>
    </message>
    <message>
        <source>没有合并过的记录</source>
        <translation>No records were joined</translation>
    </message>
</context>
<context>
    <name>RestoreForm</name>
    <message>
        <source>用备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>备份之后登记的、已经上报的，联网后会自动收回。</source>
        <translation>What was registered after the backup and sent comes back by itself once there is a line.</translation>
    </message>
    <message>
        <source>备份文件</source>
        <translation>Backup file</translation>
    </message>
    <message>
        <source>恢复码</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
</context>
<context>
    <name>ResultRow</name>
    <message>
        <source>派给哪个单位</source>
        <translation>Which unit acts</translation>
    </message>
    <message>
        <source>时限 {when}</source>
        <translation>due {when}</translation>
    </message>
    <message>
        <source>答复</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>责任单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>即时答复</source>
        <translation>On the spot</translation>
    </message>
    <message>
        <source>派单</source>
        <translation>Dispatch</translation>
    </message>
    <message>
        <source>请写答复</source>
        <translation>Write the answer</translation>
    </message>
    <message>
        <source>请从列表里选一个单位</source>
        <translation>Choose a unit from the list</translation>
    </message>
    <message>
        <source>当场怎样答复   F3 常用语</source>
        <translation>What is answered   F3 phrases</translation>
    </message>
</context>
<context>
    <name>ResultStrip</name>
    <message>
        <source>先派单，才有工单可打印</source>
        <translation>Dispatch first: there is no order yet</translation>
    </message>
    <message>
        <source>先保存，才有回执可打印</source>
        <translation>Save first: there is no receipt yet</translation>
    </message>
    <message>
        <source>已登记 {count} 件</source>
        <translation>Registered: {count}</translation>
    </message>
    <message>
        <source>下一位</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>打印工单</source>
        <translation>Print order</translation>
    </message>
    <message>
        <source>打印回执</source>
        <translation>Print receipt</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>RoomForm</name>
    <message>
        <source>加入本区</source>
        <translation>Join the district</translation>
    </message>
    <message>
        <source>地址和入网码由区里发给接待室，入网码用一次就作废。</source>
        <translation>The district gives each room the address and a code; the code works once.</translation>
    </message>
    <message>
        <source>先离线使用</source>
        <translation>Begin offline</translation>
    </message>
    <message>
        <source>代码是编号的开头，例如 NG07；不清楚可以问区里。</source>
        <translation>The code begins every number, NG07 for instance; the district knows it.</translation>
    </message>
    <message>
        <source>一般不用填</source>
        <translation>Usually left empty</translation>
    </message>
    <message>
        <source>接待室代码</source>
        <translation>Room code</translation>
    </message>
    <message>
        <source>服务器地址</source>
        <translation>Server address</translation>
    </message>
    <message>
        <source>入网码</source>
        <translation>Enrolment code</translation>
    </message>
    <message>
        <source>证书文件</source>
        <translation>Certificate file</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>样例·不作凭证</source>
        <translation>Sample · not a record</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>正在识别 {name}</source>
        <translation>Reading {name}</translation>
    </message>
    <message>
        <source>{name}：已归入 {count} 件诉求</source>
        <translation>{name}: filed with {count} cases</translation>
    </message>
    <message>
        <source>{count} 件原已附过</source>
        <translation>{count} had it already</translation>
    </message>
    <message>
        <source>这里没有 {numbers}</source>
        <translation>not here: {numbers}</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>第 {pages} 页没有编号，没有归入</source>
        <translation>page {pages} has no number and was not filed</translation>
    </message>
    <message>
        <source>这些工单已不作数：{sheets}</source>
        <translation>these orders hold no longer: {sheets}</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>SecretFields</name>
    <message>
        <source>至少 6 位</source>
        <translation>At least 6 characters</translation>
    </message>
    <message>
        <source>可不填；4 位以上数字，解锁用</source>
        <translation>Optional; 4 digits or more, to unlock</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>派单</source>
        <translation>Dispatch</translation>
    </message>
    <message>
        <source>打印工单</source>
        <translation>Print order</translation>
    </message>
    <message>
        <source>安排跟进</source>
        <translation>Plan follow-ups</translation>
    </message>
    <message>
        <source>取消选择</source>
        <translation>Clear selection</translation>
    </message>
    <message>
        <source>已选 {count} 件</source>
        <translation>Selected: {count}</translation>
    </message>
</context>
<context>
    <name>ShapeChoice</name>
    <message>
        <source>联数</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>纸张</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>承办联和回执联</source>
        <translation>Unit&apos;s and receipt</translation>
    </message>
    <message>
        <source>三联</source>
        <translation>Three copies</translation>
    </message>
    <message>
        <source>三联同页</source>
        <translation>Three on one sheet</translation>
    </message>
</context>
<context>
    <name>SheetsPanel</name>
    <message>
        <source>工作表</source>
        <translation>Sheet</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>快捷键一览</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>SignedDialog</name>
    <message>
        <source>签收</source>
        <translation>Signed for</translation>
    </message>
</context>
<context>
    <name>SignedPage</name>
    <message>
        <source>签收簿上 {count} 张工单待签收</source>
        <translation>{count} orders of the signing book wait to be signed for</translation>
    </message>
    <message>
        <source>签收簿：全部签收</source>
        <translation>Signing book: all signed</translation>
    </message>
    <message>
        <source>已签收 {count} 张</source>
        <translation>{count} signed for</translation>
    </message>
    <message>
        <source>{words}，{count} 张没有签收</source>
        <translation>{words}, {count} not</translation>
    </message>
</context>
<context>
    <name>Sitting</name>
    <message>
        <source>样例没有密码，不用锁定</source>
        <translation>The sample has no password, so there is nothing to lock</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>现在由{name}使用</source>
        <translation>{name} is at the desk now</translation>
    </message>
</context>
<context>
    <name>Split</name>
    <message>
        <source>已拆出 {numbers}</source>
        <translation>Split off: {numbers}</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>原来的话（这一件保留不变）</source>
        <translation>The words as they were (kept in this case)</translation>
    </message>
    <message>
        <source>再拆一件</source>
        <translation>One more</translation>
    </message>
</context>
<context>
    <name>StandingCard</name>
    <message>
        <source>同步进度</source>
        <translation>Progress of the exchange</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>StepFields</name>
    <message>
        <source>编号、工单号或 A17</source>
        <translation>Number, order or A17</translation>
    </message>
    <message>
        <source>名称、拼音首字母或代码；↓ 列出常用</source>
        <translation>Name, initials or code; ↓ for the usual</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>{number} 已记「{act}」</source>
        <translation>{number}: {act}</translation>
    </message>
    <message>
        <source>{number} 已记「{act}」，现为「{status}」</source>
        <translation>{number}: {act}; now {status}</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>已撤销</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>未生效</source>
        <translation>without effect</translation>
    </message>
    <message>
        <source>补录</source>
        <translation>written later</translation>
    </message>
    <message>
        <source>经手人：{name}</source>
        <translation>By {name}</translation>
    </message>
    <message>
        <source>{when} 补录：{why}</source>
        <translation>written {when}: {why}</translation>
    </message>
    <message>
        <source>备注：{note}</source>
        <translation>Note: {note}</translation>
    </message>
    <message>
        <source>协办</source>
        <translation>assist</translation>
    </message>
    <message>
        <source>主办</source>
        <translation>lead</translation>
    </message>
    <message>
        <source>派给 {unit}（{role}）</source>
        <translation>To {unit} ({role})</translation>
    </message>
    <message>
        <source>{name} 签收</source>
        <translation>signed by {name}</translation>
    </message>
    <message>
        <source>回访对象：{value}</source>
        <translation>asked: {value}</translation>
    </message>
    <message>
        <source>下次跟进：{value}</source>
        <translation>next follow-up: {value}</translation>
    </message>
    <message>
        <source>{count} 份</source>
        <translation>copies: {count}</translation>
    </message>
    <message>
        <source>拆出 {numbers}</source>
        <translation>split off: {numbers}</translation>
    </message>
    <message>
        <source>附件：{names}</source>
        <translation>Files: {names}</translation>
    </message>
    <message>
        <source>工单 {turn}</source>
        <translation>order {turn}</translation>
    </message>
    <message>
        <source>待上报</source>
        <translation>not sent yet</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>{room}，编号字母 {letter}</source>
        <translation>{room}, letter {letter}</translation>
    </message>
    <message>
        <source>待上报</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>This PC</translation>
    </message>
    <message>
        <source>还没有同步过</source>
        <translation>never yet</translation>
    </message>
    <message>
        <source>{at}，上报 {sent} 条，收到 {received} 条</source>
        <translation>{at}, {sent} sent, {received} received</translation>
    </message>
    <message>
        <source>上次同步</source>
        <translation>Last exchange</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>服务器标识</source>
        <translation>Server identity</translation>
    </message>
    <message>
        <source>本机时钟</source>
        <translation>This PC&apos;s clock</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>none</translation>
    </message>
    <message>
        <source>{count} 条，最早 {since}</source>
        <translation>{count}, the oldest since {since}</translation>
    </message>
    <message>
        <source>比区里慢 {span}，请校准</source>
        <translation>{span} behind the district&apos;s: set it right</translation>
    </message>
    <message>
        <source>比区里快 {span}，请校准</source>
        <translation>{span} ahead of the district&apos;s: set it right</translation>
    </message>
    <message>
        <source>还没有加入本区</source>
        <translation>Not joined to a district yet</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>已记{how}</source>
        <translation>Noted: {how}</translation>
    </message>
    <message>
        <source>时限 {when}</source>
        <translation>due {when}</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>最近到期</source>
        <translation>Due soonest</translation>
    </message>
    <message>
        <source>七天受理</source>
        <translation>Seven days</translation>
    </message>
    <message>
        <source>没写完的</source>
        <translation>Not finished</translation>
    </message>
    <message>
        <source>区里和其他电脑来的</source>
        <translation>From the district and other PCs</translation>
    </message>
    <message>
        <source>已逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>待派单</source>
        <translation>To dispatch</translation>
    </message>
    <message>
        <source>待签收</source>
        <translation>To be signed</translation>
    </message>
    <message>
        <source>待回访</source>
        <translation>To follow up</translation>
    </message>
    <message>
        <source>请看一下</source>
        <translation>Please look</translation>
    </message>
    <message>
        <source>登记第一件来访</source>
        <translation>Register the first visit</translation>
    </message>
    <message>
        <source>还没有诉求</source>
        <translation>No cases yet</translation>
    </message>
    <message>
        <source>居民一开口就按 F2：电话、姓名或地址，原话，Ctrl+Enter 保存。
登记之后，这里会列出今天要办的事。</source>
        <translation>Press F2 as the resident begins: phone, name or address, the words, Ctrl+Enter.
Then what is to be done today stands here.</translation>
    </message>
    <message>
        <source>今天来访 {count} 人次</source>
        <translation>Visits today: {count}</translation>
    </message>
    <message>
        <source>未写标题</source>
        <translation>Untitled</translation>
    </message>
    <message>
        <source>继续填写</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>七天和消息</source>
        <translation>Week and news</translation>
    </message>
    <message>
        <source>先在最近到期里选一件</source>
        <translation>Mark a case among those due first</translation>
    </message>
    <message>
        <source>扔掉</source>
        <translation>Throw away</translation>
    </message>
    <message>
        <source>另有 {count} 份更早的，前面的办完就排上来</source>
        <translation>{count} more, older; they move up as these are done</translation>
    </message>
</context>
<context>
    <name>Together</name>
    <message>
        <source>已选 {count} 件</source>
        <translation>Selected: {count}</translation>
    </message>
    <message>
        <source>派单（多件）</source>
        <translation>Dispatch several</translation>
    </message>
    <message>
        <source>安排跟进（多件）</source>
        <translation>Plan several follow-ups</translation>
    </message>
    <message>
        <source>已派单 {count} 件</source>
        <translation>Dispatched: {count}</translation>
    </message>
    <message>
        <source>已安排跟进 {count} 件</source>
        <translation>Follow-ups planned: {count}</translation>
    </message>
    <message>
        <source>{told}，{count} 件没有办</source>
        <translation>{told}; not done: {count}</translation>
    </message>
</context>
<context>
    <name>TrialPanel</name>
    <message>
        <source>没有要核对的行</source>
        <translation>No rows to check</translation>
    </message>
    <message>
        <source>按 Ctrl+Enter 办理。</source>
        <translation>Ctrl+Enter does it.</translation>
    </message>
    <message>
        <source>每一行会怎样</source>
        <translation>What would become of each row</translation>
    </message>
    <message>
        <source>工作表</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>会怎样</source>
        <translation>Becomes</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Why</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>打不开这个接待台</source>
        <translation>This desk cannot be opened</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>打开数据文件夹</source>
        <translation>Open the data folder</translation>
    </message>
    <message>
        <source>用备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>已保留</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>数据没有改动，仍在下面的文件夹里</source>
        <translation>Nothing was changed; the data is in the folder below</translation>
    </message>
    <message>
        <source>可以做</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>请停止在本机登记，用最近的备份和信封里的恢复码恢复；拿不准时先告诉区里。</source>
        <translation>Stop registering on this PC and restore the latest backup with the recovery key from the envelope; when in doubt, tell the district first.</translation>
    </message>
    <message>
        <source>换了电脑或重装过系统时，用最近的备份和信封里的恢复码恢复。</source>
        <translation>After a new PC or a new system, restore the latest backup with the recovery key from the envelope.</translation>
    </message>
    <message>
        <source>关掉正在用这个文件夹的其他程序，看看磁盘是否已满，然后重试。</source>
        <translation>Close other programs that use this folder, see whether the disk is full, then try again.</translation>
    </message>
</context>
<context>
    <name>UnitDialog</name>
    <message>
        <source>名称、拼音首字母或代码；↓ 列出常用</source>
        <translation>Name, initials or code; ↓ for the usual</translation>
    </message>
    <message>
        <source>给承办单位的要求，会印在工单上   F3 常用语</source>
        <translation>What the unit is asked to do; printed   F3 phrases</translation>
    </message>
</context>
<context>
    <name>UnitsPage</name>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>单位和网格</source>
        <translation>Units and grids</translation>
    </message>
    <message>
        <source>查找单位和网格</source>
        <translation>Find a unit or grid</translation>
    </message>
    <message>
        <source>名称 / 人名 / 电话 / 拼音首字母 / 小区</source>
        <translation>Name / person / phone / pinyin initials / compound</translation>
    </message>
    <message>
        <source>代码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>单位、网格和项目由区里下发；连上区里后会自动更新。</source>
        <translation>Units, grids and projects come from the district and renew themselves once there is a line.</translation>
    </message>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
    <message>
        <source>联系人和情况</source>
        <translation>People and facts</translation>
    </message>
    <message>
        <source>已复制 {phone}</source>
        <translation>{phone} copied</translation>
    </message>
    <message>
        <source>没有电话</source>
        <translation>No phone</translation>
    </message>
    <message>
        <source>先选一个责任单位</source>
        <translation>Mark a unit first</translation>
    </message>
</context>
<context>
    <name>UnreadDialog</name>
    <message>
        <source>扫工单上的码，或照着念：编号、工单号、A17；几张之间用顿号。不知道的空着。</source>
        <translation>Scan the order&apos;s code or type its number, the case&apos;s, or A17; several with commas. Leave empty what you do not know.</translation>
    </message>
    <message>
        <source>只归入已读出的</source>
        <translation>Only those read</translation>
    </message>
    <message>
        <source>归入</source>
        <translation>File</translation>
    </message>
    <message>
        <source>扫码或输入编号</source>
        <translation>Scan or type the number</translation>
    </message>
    <message>
        <source>第 {page} 页</source>
        <translation>Page {page}</translation>
    </message>
</context>
<context>
    <name>UnreadPages</name>
    <message>
        <source>{name}：{count} 页没有读出编号，共 {pages} 页</source>
        <translation>{name}: no number on {count} of {pages} pages</translation>
    </message>
    <message>
        <source>这些页是哪张工单的</source>
        <translation>Whose pages are these</translation>
    </message>
</context>
<context>
    <name>VersionsCard</name>
    <message>
        <source>两处写得不同，请选定</source>
        <translation>Written in two ways: choose one</translation>
    </message>
    <message>
        <source>选定这个</source>
        <translation>Take this</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>侧栏里拿掉了「{name}」</source>
        <translation>&quot;{name}&quot; is out of the side bar</translation>
    </message>
    <message>
        <source>取回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>请看一下</source>
        <translation>Please look</translation>
    </message>
    <message>
        <source>待签工单</source>
        <translation>To be signed</translation>
    </message>
</context>
<context>
    <name>VisitForm</name>
    <message>
        <source>方式</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>第几件</source>
        <translation>Which case</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Less</translation>
    </message>
    <message>
        <source>第 {n} 件</source>
        <translation>Case {n}</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>地点、在家时间、回访找谁、多人、来单编号、来访时间、保密</source>
        <translation>place, at home, whom to call back, several people, their number, when they came, confidential</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>这一户没有在办的诉求</source>
        <translation>This home has no open cases</translation>
    </message>
    <message>
        <source>催哪一件？按数字，再按 F6</source>
        <translation>Ask after which? Digit, then F6 again</translation>
    </message>
    <message>
        <source>还没有写原话。</source>
        <translation>The words are still missing.</translation>
    </message>
    <message>
        <source>已登记 {numbers}</source>
        <translation>Registered {numbers}</translation>
    </message>
    <message>
        <source>未写原话</source>
        <translation>No words yet</translation>
    </message>
    <message>
        <source>已恢复 {when} 没存完的登记：{title}</source>
        <translation>Brought back the form not saved of {when}: {title}</translation>
    </message>
    <message>
        <source>放到一边</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>住户与相近诉求</source>
        <translation>Household and cases alike</translation>
    </message>
    <message>
        <source>读给居民</source>
        <translation>Read back</translation>
    </message>
    <message>
        <source>再加一件</source>
        <translation>One more</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>住户</source>
        <translation>Household</translation>
    </message>
</context>
<context>
    <name>VisitSide</name>
    <message>
        <source>请留意</source>
        <translation>mind</translation>
    </message>
    <message>
        <source>在办 {count}</source>
        <translation>open: {count}</translation>
    </message>
    <message>
        <source>相近 {count}</source>
        <translation>alike: {count}</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>欢迎使用民生接待</source>
        <translation>Welcome to Reception</translation>
    </message>
    <message>
        <source>这台电脑还没有接待室的资料。按数字选一种开始方式，以后都能再改。</source>
        <translation>This PC holds nothing of a room yet. Choose a way to start by its digit; it can be changed later.</translation>
    </message>
    <message>
        <source>开始方式</source>
        <translation>Way to start</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>加入本区</source>
        <translation>Join the district</translation>
    </message>
    <message>
        <source>用样例数据试用</source>
        <translation>Try with sample data</translation>
    </message>
    <message>
        <source>先离线使用</source>
        <translation>Begin offline</translation>
    </message>
    <message>
        <source>用备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>需要区里给的服务器地址和入网码。没有网络时照常登记，来了网自动上报。</source>
        <translation>Needs the server&apos;s address and a code from the district. Without a line you register as usual; it is sent when there is one.</translation>
    </message>
    <message>
        <source>43 个接待室、53 个网格的样例区，随便试。样例在自己的文件夹里，不会混进正式数据。</source>
        <translation>A sample district of 43 rooms and 53 grids to try anything on. It lives in its own folder and never mixes with real records.</translation>
    </message>
    <message>
        <source>只填接待室代码就能开始登记，以后在「同步」页加入本区，已登记的会一起上报。</source>
        <translation>Enter the room&apos;s code and begin. Join the district later on the Sync page; what was registered is sent along.</translation>
    </message>
    <message>
        <source>换了电脑时用：选最近的备份文件，输入信封里的恢复码。</source>
        <translation>For a new PC: choose the latest backup file and enter the recovery key from the envelope.</translation>
    </message>
</context>
<context>
    <name>WhoPart</name>
    <message>
        <source>匿名可留空</source>
        <translation>empty if anonymous</translation>
    </message>
    <message>
        <source>找人</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
</context>
<context>
    <name>WindowBar</name>
    <message>
        <source>前 2,000 条</source>
        <translation>Previous 2,000</translation>
    </message>
    <message>
        <source>后 2,000 条</source>
        <translation>Next 2,000</translation>
    </message>
    <message>
        <source>第 {first}–{last} 条，共 {total} 条</source>
        <translation>{first}–{last} of {total}</translation>
    </message>
</context>
<context>
    <name>Works</name>
    <message>
        <source>{day} 完工</source>
        <translation>done {day}</translation>
    </message>
    <message>
        <source>计划 {day}</source>
        <translation>planned {day}</translation>
    </message>
    <message>
        <source>截至 {day}</source>
        <translation>as of {day}</translation>
    </message>
</context>
<context>
    <name>WorksPage</name>
    <message>
        <source>改造项目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>项目：数字选，或输名称、首字母</source>
        <translation>Item: digit, name or initials</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>这样答复并计数</source>
        <translation>Answer and count</translation>
    </message>
    <message>
        <source>已答复并计数 {number}</source>
        <translation>Answered and counted: {number}</translation>
    </message>
    <message>
        <source>我家的墙什么时候完工？</source>
        <translation>When is my wall done?</translation>
    </message>
    <message>
        <source>输楼号（最常用的小区）、或小区首字母加楼号，回车；数字选项目，回车。不用问姓名，计为当场答复的疑虑。</source>
        <translation>Building number (of the usual compound), or the compound&apos;s initials and the number, Enter; a digit picks the item, Enter. No name is asked; it counts as a doubt answered on the spot.</translation>
    </message>
    <message>
        <source>这栋楼还没有进度</source>
        <translation>No progress known of this building</translation>
    </message>
    <message>
        <source>区里下发改造进度后就能在这里答复；现在可按 F2 登记为疑虑。</source>
        <translation>You can answer here once the district sends the progress of the works; until then F2 registers a doubt.</translation>
    </message>
</context>
</TS>
